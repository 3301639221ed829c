"""QR codes of links into the chat."""

import pytest

from channels.web.qr import link, svg
from tests.channels.web.codes import decoded
from unstuck.errors import ChannelError


@pytest.mark.parametrize("cause", ["", "permission", "a&b=c#d"])
def test_a_phone_reads_the_link_out_of_the_drawing(cause):
    address = link("https", "help.example.com:8443", "threads_profile_photo", cause)
    assert decoded(svg(address)) == address
    assert b"<script" not in svg(address)


@pytest.mark.parametrize("host", ["", "evil.example/?x=", "a b", "h" * 256, 'x"><script>'])
def test_no_code_leads_to_a_forged_host(host):
    with pytest.raises(ChannelError):
        link("https", host, "threads_profile_photo")

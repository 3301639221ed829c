"""What several tests of WhatsApp say and see."""

from tests import pictures
from tests.channels.whatsapp.graph import VERIFY_TOKEN
from tests.channels.whatsapp.phone import delivered


def shown(posted):
    return [one.text for one in posted]


def hand_over(phone, server):
    kept = server.attachments.put(phone.conversation_id, pictures.fine(), filename="me.jpg")
    custom = {"type": "file", "attachment": kept.id, "filename": "my photo (ü).jpg"}
    server.says = [{"custom": custom | {"alt": "Your picture <ready> & 1024 wide"}}]
    return phone.say("repair it")


def say(server, phone, text):
    server.say(phone.conversation_id, text)


def told(phone, mark, status="failed", number=None):
    """What Meta says later about a message that carries this mark."""
    errors = [{"code": 131026, "title": "Message undeliverable"}] if status == "failed" else []
    about = {"id": "wamid.x", "status": status, "timestamp": "1", "recipient_id": phone.number, "errors": errors}
    update = delivered(statuses=[{**about, "biz_opaque_callback_data": mark}], **({"number": number} if number else {}))
    return phone.post(update).status_code


def asked(server, **values):
    import requests

    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": VERIFY_TOKEN}
    query |= {f"hub.{name}": value for name, value in values.items()}
    return requests.get(f"{server.address}/webhooks/whatsapp/webhook", params=query, timeout=9)

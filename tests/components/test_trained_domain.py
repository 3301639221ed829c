"""The quick reading of a model's domain gives what Rasa's own reading gives."""

from rasa.engine.validation import _get_parameter_information
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain

from components import trained_domain
from unstuck.settings import ROOT


def test_it_reads_what_rasa_reads(tmp_path):
    Domain.from_path(ROOT / "domain.yml").persist(tmp_path / "domain.yml")
    assert trained_domain.read(tmp_path).fingerprint() == Domain.from_path(tmp_path).fingerprint()


def test_it_is_in_the_place_of_rasa_s_own():
    assert DomainProvider.load.__func__ is trained_domain.load


def test_rasa_reads_its_parameters_when_it_trains():
    parameters, _ = _get_parameter_information(DomainProvider, "load")
    assert {"config", "model_storage", "resource", "execution_context"} <= set(parameters)

"""G19: no unexplained finding in the product; each rule sees its bad sample and lets its good one pass."""

from __future__ import annotations

import pytest

from tests.architecture.house import python_files
from tests.architecture.static_rules import RULES, findings, findings_of

SAMPLES = {
    "S308": ("mark_safe(name)", "mark_safe(svg)  # noqa: S308 - our own SVG, texts escaped"),
    "raw-sql": ("cursor.execute(f'select {name}')", "cursor.execute('select 1')"),
    "csrf-off": ("@csrf_exempt\ndef view(request): ...", "def view(request): ..."),
    "naive-clock": ("date.today()", "timezone.localdate()"),
    "unsafe-loading": ("yaml.load(text)", "yaml.safe_load(text)"),
    "shell-call": ("subprocess.run(line, shell=True)", "subprocess.run([tool, name])"),
    "evaluated-text": ("eval(formula)", "formula(value)"),
    "text-template": ("Template(message).render()", "get_template('page.html').render()"),
    "weak-digest": ("hashlib.sha1(content)", "hashlib.sha256(content)"),
    "unverified-tls": ("httpx.get(address, verify=False)", "httpx.get(address)"),
}


def test_no_unexplained_finding():
    assert [fault for path in python_files() for fault in findings_of(path)] == []


def test_each_rule_has_its_samples():
    assert set(SAMPLES) == set(RULES)


@pytest.mark.parametrize("rule", SAMPLES)
def test_teeth_bad_sample_seen_good_sample_kept(rule):
    bad, good = SAMPLES[rule]
    assert rule in {name for name, _ in findings(bad)}
    assert rule not in {name for name, _ in findings(good)}

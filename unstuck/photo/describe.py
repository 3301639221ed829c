"""A report as lines for a terminal."""

from unstuck.photo.model import Kind, Report
from unstuck.wording.responses import Words


def describe(report: Report, words: Words) -> str:
    """What the file is, then one line for each finding; a good file is called good."""
    kilobytes = max(1, report.bytes // 1000)
    if report.width:
        values = {"format": report.format, "kilobytes": kilobytes, "width": report.width, "height": report.height}
        lines = [words.say("utter_photo_summary", **values)]
    else:
        lines = []
    lines += [f"- {words.say(finding.response, **finding.values)}" for finding in report.findings]
    if report.error_message:
        lines.append(words.say("utter_photo_text", text=report.error_message))
    elif report.kind is Kind.SCREENSHOT:
        lines.append(words.say("utter_photo_text_unread"))
    if report.re_encoded:
        lines.append(words.say("utter_photo_re_encoded"))
    if not report.findings:
        lines.append(words.say("utter_photo_good"))
    return "\n".join(lines)

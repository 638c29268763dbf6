"""Alarms are pushed to people: to a webhook, by mail, or both. A push that fails is said loudly and ends nothing."""

from __future__ import annotations

import json
import os
import smtplib
import ssl
from email.message import EmailMessage
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from desk.night.report import as_markdown, headline
from desk.outlet_names import outlet_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.night.report import Health

SECONDS = 30


def push(health: Health, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Tell of a run's alarms as the environment says; gives back a line for each push that failed.

    ``CONSTANCIA_WEBHOOK``: an address that gets a JSON object by POST, with ``text`` (what Slack, Mattermost and others
    show), ``run`` and ``alarms``. ``CONSTANCIA_MAIL_TO``: mail addresses, separated by commas; ``CONSTANCIA_SMTP`` the
    server, smtp://user:password@host:587 (STARTTLS wherever it is offered) or smtps://… (default smtp://localhost);
    ``CONSTANCIA_MAIL_FROM`` the sender.
    """
    failed = []
    if webhook := environment.get("CONSTANCIA_WEBHOOK", "").strip():
        failed += _post(webhook, health)
    if to := environment.get("CONSTANCIA_MAIL_TO", "").strip():
        failed += _mail(to, health, environment)
    return failed


def _post(webhook: str, health: Health) -> list[str]:
    host = urlsplit(webhook).hostname or webhook  # the rest of such an address is a secret
    if urlsplit(webhook).scheme not in ("http", "https"):
        return [f"the alarm was NOT pushed: CONSTANCIA_WEBHOOK is no http or https address ({host})"]
    body = {
        "text": _text(health),
        "run": health.run.id,
        "alarms": [{"outlet": each.outlet, "kind": each.kind, "words": each.words} for each in health.alarms],
    }
    request = Request(webhook, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urlopen(request, timeout=SECONDS):  # noqa: S310 - the scheme was looked at
            return []
    except HTTPError as error:
        return [f"the alarm was NOT pushed: the webhook at {host} answers with status {error.code}"]
    except (URLError, HTTPException, OSError, ValueError) as error:
        return [f"the alarm was NOT pushed: the webhook at {host} cannot be reached ({error})"]


def _mail(to: str, health: Health, environment: Mapping[str, str]) -> list[str]:
    server = urlsplit(environment.get("CONSTANCIA_SMTP", "").strip() or "smtp://localhost")
    message = EmailMessage()
    try:
        message["Subject"] = f"Constancia: {len(health.alarms)} alarm{'s' if len(health.alarms) != 1 else ''}"
        message["From"] = environment.get("CONSTANCIA_MAIL_FROM", "").strip() or to.split(",")[0].strip()
        message["To"] = to
        message.set_content(as_markdown(health))
        if server.scheme not in ("smtp", "smtps") or not server.hostname:
            return ["the alarm was NOT mailed: CONSTANCIA_SMTP is no smtp://host:port or smtps://host:port"]
        _send(server.scheme, server.hostname, server.port or 0, server.username, server.password, message)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return [f"the alarm was NOT mailed to {to} by {server.hostname}: {error}"]
    return []


def _send(scheme: str, host: str, port: int, user: str | None, password: str | None, message: EmailMessage) -> None:
    context = ssl.create_default_context()
    link = (
        smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
        if scheme == "smtps"
        else smtplib.SMTP(host, port, timeout=SECONDS)
    )
    with link:
        if scheme == "smtp" and link.has_extn("starttls"):
            link.starttls(context=context)
        if user:
            link.login(unquote(user), unquote(password or ""))
        link.send_message(message)


def _text(health: Health) -> str:
    lines = [f"• {outlet_name(each.outlet)}: {each.words}" if each.outlet else f"• {each.words}"
             for each in health.alarms]  # fmt: skip
    return "\n".join([f"Constancia, nightly run {health.run.id}: {headline(health)}", *lines])

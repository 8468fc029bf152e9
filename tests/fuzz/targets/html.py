"""Saved web pages: their main text, its lines in the source, and comments for align."""

from __future__ import annotations

from tests.fuzz.reading import document

_WORDS = (
    "The port council opened a new bridge over the river on Monday, after two years of work that "
    "cost eleven million. The mayor said that the town had waited long enough for it to be built."
)
_ARABIC = (
    "افتتح مجلس الميناء جسراً جديداً فوق النهر يوم الاثنين، بعد عامين من العمل كلفا أحد عشر "
    "مليوناً. وقال رئيس البلدية إن المدينة انتظرت بناءه زمناً طويلاً."
)
SEEDS = (
    f"<html><head><title>Bridge</title><meta name=date content=2026-02-23></head><body><article>"
    f"<h1>Bridge</h1><p>{_WORDS}</p><!-- align: ignore MT01: because --><p>{_WORDS[:90]}</p>"
    "<ul><li>one<li>two</ul><table><tr><td>3<td>4</table></article></body></html>".encode(),
    f"<!DOCTYPE html><html lang=ar dir=rtl><body><main><h1>الجسر</h1><p>{_ARABIC}<br>{_ARABIC}</p>"
    "<script>var a='<p>';</script><blockquote>&laquo;نعم&raquo; &#1605;</blockquote></main>".encode(),
    b"<meta charset=windows-1256><p>" + _ARABIC.encode("cp1256") + b"</p>",
    b"<?xml version='1.0' encoding='utf-8'?><html><body><p>" + _WORDS.encode() + b"</p></body>",
)
TOKENS = (
    *(b"<p>", b"</p>", b"<div>", b"<!--", b"-->", b"<!-- align: ignore", b"<br>", b"<h1>"),
    *(b"<script>", b"<table><tr><td>", b"<ul><li>", b"&#x110000;", b"&amp;", b"<![CDATA["),
    *(b"charset=undefined", b"charset=utf-7", b"charset=idna", b"<svg>", b"<template>", b"<base "),
)
MOST = 3000


def run(data: bytes) -> None:
    """Read as a page."""
    document("page.html", data)

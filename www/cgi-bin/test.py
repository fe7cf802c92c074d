#!/usr/bin/env python3
"""Shows what a script is told of its request, in Python. What a client sent is escaped before it gets into the page."""
import html
import os
import sys

PREFIXES = ("HTTP_", "SERVER_", "REMOTE_", "REQUEST_", "SCRIPT_", "PATH_", "QUERY_", "CONTENT_", "GATEWAY_")

told = sorted(name for name in os.environ if name.startswith(PREFIXES))
rows = "\n".join(html.escape(f"{name}={os.environ[name]}") for name in told)
content = sys.stdin.buffer.read().decode("utf-8", "replace")
page = f"""Content-Type: text/html; charset=utf-8

<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>test.py</title>
<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/style.css"></head><body><main><h1>Hello from Python</h1>
<p>Process {os.getpid()} in {html.escape(os.getcwd())}, started with {html.escape(str(sys.argv))}.</p>
<h2>Meta-variables</h2><pre>
{rows}
</pre><h2>Content</h2><pre>
{html.escape(content)}
</pre></main></body></html>
"""
sys.stdout.buffer.write(page.encode("utf-8", "replace"))

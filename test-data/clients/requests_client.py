"""The library requests: sessions, forms with files, streams in both directions, redirects, errors as JSON."""
import sys

import requests

url = f"http://{sys.argv[1]}"

with requests.Session() as session:
    answer = session.post(f"{url}/uploads/", files=[("file", ("ä b.txt", b"one")), ("file", ("c.bin", bytes(range(256)) * 4096))],
                          headers={"Accept": "application/json"})
    assert answer.status_code == 201, answer.text
    assert [each["size"] for each in answer.json()["files"]] == [3, 1_048_576]
    assert session.get(url + answer.json()["files"][0]["href"]).content == b"one"
    answer = session.put(f"{url}/uploads/streamed", data=(b"x" * 10_000 for _ in range(100)))
    assert answer.status_code == 201, answer.text
    with session.get(f"{url}/uploads/streamed", stream=True) as answer:
        assert sum(len(part) for part in answer.iter_content(7_777)) == 1_000_000
    for name in ["%C3%A4%20b.txt", "c.bin", "streamed"]:
        assert session.delete(f"{url}/uploads/{name}").status_code == 204
    answer = session.get(f"{url}/old/a.bin")
    assert answer.history[0].status_code == 308 and answer.status_code == 200
    answer = session.get(f"{url}/files/missing", headers={"Accept": "application/json"})
    assert answer.json()["status"] == 404
    answer = session.get(f"{url}/scripts/elsewhere.sh")
    assert answer.history[0].headers["Location"] == "/files/%C3%A4%20b.txt", answer.history[0].headers
    assert answer.content == b"a name in UTF-8\n"
print("a session: a form with files, streams, deletes, redirects, errors as JSON")

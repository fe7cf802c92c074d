"""Python's own http.client: a client that closes its side and waits, and one that keeps its connection."""
import http.client
import socket
import sys

host = sys.argv[1]

# Half-closed: everything is sent, the script takes three seconds. Whatever comes first is taken for the response.
client = http.client.HTTPConnection(host)
client.request("GET", "/scripts/slow.sh")
client.sock.shutdown(socket.SHUT_WR)
response = client.getresponse()
assert response.status == 200, response.status
assert response.read() == b"slow\n"
client.close()
print("half-closed: 200 after three seconds, and no interim response")

client = http.client.HTTPConnection(host)
for i in range(3):
    client.request("POST", "/echo/body", body=b"x" * 100_000 * i)
    response = client.getresponse()
    assert (response.status, len(response.read())) == (200, 100_000 * i)
first = client.sock
client.request("GET", "/files/a.bin", headers={"Range": "bytes=0-0,5-5"})
response = client.getresponse()
content = response.read()
assert response.status == 206 and content.startswith(b"\r\n--"), content[:20]
client.request("GET", "/files/?a=100%")
assert client.getresponse().read() and client.sock is first
print("kept alive: contents, two ranges, a lone percent sign in a query")

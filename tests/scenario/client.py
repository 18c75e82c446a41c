"""A client of the HTTP interface: a browser's session, a bearer token, or nobody.

    client = Client(port)
    client.sign_in_demo("investment_bureau")
    record = client.post("/project", {"fields": {…}}).expect(201).json

Paths that do not start with /api or name a file at the root are taken below /api/v1.
"""
import http.client
import json
from urllib.parse import quote, urlencode

TIMEOUT_SECONDS = 30
AT_ROOT = ("/api/", "/healthz", "/readyz", "/metrics", "/openapi.json")


class Answer:
    def __init__(self, response, body, asked):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = body
        self.asked = asked

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """The stable code of a problem document."""
        is_problem = self.headers.get("content-type", "").startswith("application/problem+json")
        return self.json["code"] if is_problem else None

    @property
    def etag(self):
        return self.headers["etag"]

    def expect(self, status, code=None):
        """Itself, when it has this status and, if given, this problem code."""
        right = self.status == status and (code is None or self.code == code)
        shown = self.body[:600].decode(errors="replace")
        assert right, f"{self.asked}: {self.status}, not {status} {code or ''}\n{shown}"
        return self


class Client:
    def __init__(self, port, token=None, at_root=False):
        self.port = port
        self.token = token
        self.at_root = at_root
        self.cookie = None
        self.csrf = None

    def address(self, path, query=None):
        """The whole path of an address, its parameters written out (where as JSON)."""
        if not self.at_root and not path.startswith(AT_ROOT):
            path = "/api/v1" + path
        query = {name: value for name, value in (query or {}).items() if value is not None}
        for name, value in query.items():
            if not isinstance(value, str):
                query[name] = json.dumps(value, ensure_ascii=False)
        return quote(path, safe="/?=&%{}") + ("?" + urlencode(query) if query else "")

    def own_headers(self, method):
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        headers = {"Cookie": f"agglo_session={self.cookie}"} if self.cookie else {}
        if self.csrf and method not in ("GET", "HEAD"):
            headers["X-CSRF-Token"] = self.csrf
        return headers

    def open(self, method, path, body=None, headers=None, query=None):
        """The connection and the response whose body is still to be read."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body, ensure_ascii=False)
        if isinstance(body, str):
            body = body.encode()
        sent = {**self.own_headers(method), **(headers or {})}
        sent = {name: value for name, value in sent.items() if value is not None}
        connection.request(method, self.address(path, query), body, sent)
        return connection, connection.getresponse()

    def ask(self, method, path, body=None, headers=None, query=None):
        connection, response = self.open(method, path, body, headers, query)
        try:
            return Answer(response, response.read(), f"{method} {path} {query or ''}")
        finally:
            connection.close()

    def get(self, path, headers=None, **query):
        return self.ask("GET", path, headers=headers, query=query)

    def post(self, path, body=None, headers=None, **query):
        return self.ask("POST", path, body, headers, query)

    def patch(self, path, body, version=None, headers=None):
        return self.ask("PATCH", path, body, {**if_match(version), **(headers or {})})

    def delete(self, path, version=None, **query):
        return self.ask("DELETE", path, headers=if_match(version), query=query)

    def adopt(self, answer):
        """Goes on with the session that this answer opened."""
        self.cookie = answer.headers["set-cookie"].split(";")[0].partition("=")[2]
        self.csrf = answer.json["csrf"]
        return self

    def sign_in(self, name, password="correct horse 9"):
        return self.adopt(self.post("/session", {"name": name, "password": password}).expect(200))

    def sign_in_demo(self, role):
        return self.adopt(self.post("/session/demo", {"role": role}).expect(200))


def if_match(version):
    return {} if version is None else {"If-Match": f'"{version}"'}

"""Ask Tianditu: its geocoder for an address, its search for a name. CGCS2000, with the user's own key.

The geocoder says how sure it is in `score`; below `LEAST_SCORE` it has guessed. What a licence lets nobody pass on is
marked so: answers are stored as a source that stays out of exports.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gazetteer.errors import NoAnswer
from gazetteer.importers.kinds import kind_of_name
from gazetteer.importers.tianditu import UNCERTAINTY_M, position_of
from gazetteer.index import Gazetteer
from gazetteer.providers.provider import Answer, Client, inside
from geo.position import Position

BASE_URL = "https://api.tianditu.gov.cn"
PER_SECOND = 2.0
LEAST_SCORE = 80.0
ADDRESS_UNCERTAINTY_M = 500.0
CACHE = "tianditu-answers.db"
_SETTING = "ZHENGGAI_TIANDITU_KEY"


class Tianditu:
    """Tianditu's services with a user's key; `base_url` points tests at a server of their own."""

    key = "tianditu:online"

    def __init__(self, key: str | None, folder: Path, gazetteer: Gazetteer, base_url: str = BASE_URL) -> None:
        if not key:
            raise NoAnswer(
                f"没有天地图密钥；请在 https://console.tianditu.gov.cn 免费申请“服务端”密钥，并设置 {_SETTING}。",
                f"there is no key for Tianditu; apply for a free server key at https://console.tianditu.gov.cn and set "
                f"{_SETTING}.",
            )
        self._key = key
        self._gazetteer = gazetteer
        self._base_url = base_url
        self._client = Client(folder / CACHE, PER_SECOND, secret="tk")  # noqa: S106 - the name of the parameter that carries the key

    @property
    def client(self) -> Client:
        return self._client

    def find(self, name: str, county: str) -> tuple[Answer, ...]:
        unit = self._gazetteer.place(county)
        if unit is None:
            return ()
        found = (
            *self._searched(name, unit.adcode or ""),
            *self._geocoded("".join((*unit.admin, unit.name)) + name, name),
        )
        return inside(found, unit.id, self._gazetteer)

    def _searched(self, name: str, adcode: str) -> tuple[Answer, ...]:
        asked = {"keyWord": name, "specify": f"156{adcode}", "queryType": "12", "start": "0", "count": "10"}
        content = self._asked("/v2/search", {"postStr": json.dumps(asked, ensure_ascii=False), "type": "query"})
        pois = content.get("pois")
        answers = []
        for poi in pois if isinstance(pois, list) else ():
            at = position_of(poi) if isinstance(poi, dict) else None
            if at is not None and (title := str(poi.get("name") or "")):
                code = str(poi.get("hotPointID") or "") or None
                answers.append(Answer(title, kind_of_name(title), Position(*at), UNCERTAINTY_M, code))
        return tuple(answers)

    def _geocoded(self, address: str, name: str) -> tuple[Answer, ...]:
        content = self._asked("/geocoder", {"ds": json.dumps({"keyWord": address}, ensure_ascii=False)})
        at, location = position_of(content), content.get("location")
        if at is None or not isinstance(location, dict):
            return ()
        try:
            score = float(location.get("score") or 0)
        except (TypeError, ValueError):
            return ()
        if score < LEAST_SCORE:
            return ()
        return (Answer(name, kind_of_name(name), Position(*at), ADDRESS_UNCERTAINTY_M),)

    def _asked(self, path: str, parameters: dict[str, str]) -> dict[str, Any]:
        url = self._base_url + path
        parameters = {**parameters, "tk": self._key}
        content = self._client.ask(url, parameters)
        if not isinstance(content, dict):
            return {}
        refused = _refusal(content)
        if refused:
            self._client.forget(url, parameters)
            raise NoAnswer(
                f"天地图拒绝了请求：{refused}；请检查 {_SETTING} 的类型（应为“服务端”）和当日配额。",
                f"Tianditu refused: {refused}; check that the key in {_SETTING} is a server key and its daily quota.",
            )
        return content


def _refusal(content: dict[str, Any]) -> str:
    """Give the words of a refusal; empty when the content is an answer. Status 0 or 1000 is well, 101 nothing found."""
    status = content.get("status")
    if isinstance(status, dict):
        return "" if status.get("infocode") in {1000, "1000"} else str(status.get("cndesc") or status.get("infocode"))
    if "code" in content and "pois" not in content:
        return str(content.get("msg") or content.get("resolve") or content["code"])
    return "" if str(status) in {"0", "101", "None"} else str(content.get("msg") or status)

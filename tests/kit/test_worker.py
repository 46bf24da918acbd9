"""worker.mjs by its port alone: a saved state goes on bit-identically, and messages of two ports keep apart."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import BrowserContext

from slidegen.demo.catalog import load_catalog
from slidegen.serve.server import SiteServer

from .test_protocol import validator

pytestmark = pytest.mark.browser

TALK = """async (params) => {
  const worker = new Worker(new URL("../_kit/worker.mjs", location.href), {type: "module"});
  const log = [];
  const open = () => {
    const {port1, port2} = new MessageChannel();
    const waiting = [];
    port2.onmessage = ({data}) => {
      const plain = {...data};
      if (data.data) plain.data = Array.from(data.data);
      if (data.arrays) plain.arrays = {};
      log.push(plain);
      const at = waiting.findIndex(([type]) => type === data.type);
      if (at >= 0) waiting.splice(at, 1)[0][1](data);
    };
    worker.postMessage({slidegen: 1, type: "open"}, [port1]);
    return (type, fields, answer) => new Promise((resolve) => {
      waiting.push([answer, resolve]);
      port2.postMessage({slidegen: 1, type, ...fields});
    });
  };
  const [one, two] = [open(), open()];
  const attach = {demo: "playground", params, seed: 7};
  await one("attach", {instance: "one", ...attach}, "frame");
  await two("attach", {instance: "two", ...attach}, "frame");
  const step = (ask, n) => ask("step", {n, budget_ms: 1e6}, "frame");
  const hash = async (ask) => (await ask("digest", {}, "settled")).hash;
  await step(one, 7);
  const {data} = await one("state", {}, "state");
  await step(one, 5);
  const straight = await hash(one);
  await one("reset", {}, "frame");
  const start = await hash(one);
  await one("load", {data}, "frame");
  const back = (await step(one, 5)).step;
  const resumed = await hash(one);
  const error = await one("load", {data: new Uint8Array([1, 2, 3])}, "error");
  const other = (await step(two, 1)).step;
  const attached = await two("attach", {instance: "one", ...attach}, "frame");
  worker.terminate();
  return {straight, start, resumed, back, other, error, joined: attached.step, log};
}"""


def test_a_state_goes_on_and_ports_keep_apart(context: BrowserContext, server: SiteServer) -> None:
    page = context.new_page()
    page.goto(f"{server.url}_slidegen/demos/playground/poster.svg")
    found: dict[str, Any] = page.evaluate(TALK, load_catalog().find("playground").manifest.defaults())
    page.close()
    assert found["resumed"] == found["straight"] != found["start"]
    assert found["back"] == 12
    assert found["error"]["fatal"] is False
    assert found["error"]["message"]
    assert found["other"] == 1, "the other instance was not moved, and goes on after the first one's error"
    assert found["joined"] == 12, "a second port joins the instance where it stands"
    for message in found["log"]:
        check: Draft202012Validator = validator("worker-frame", message["type"])
        check.validate(message)

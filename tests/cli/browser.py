"""Chromium without a window, told what to do over a pipe by the DevTools protocol."""

import base64
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
           "--disable-component-update", "--disable-sync", "--no-first-run", "--remote-debugging-pipe",
           "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-dev-shm-usage", "--hide-scrollbars"]

# Each text against the first ground behind it that is not clear, as WCAG 2 computes their contrast.
WEAK_CONTRASTS = """(least => {
  const channels = color => color.match(/[\\d.]+/g).map(Number);
  const light = color => {
    const [r, g, b] = channels(color).slice(0, 3).map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    const own = getComputedStyle(element).backgroundColor;
    return channels(own)[3] === 0 ? ground(element.parentElement) : own;
  };
  const weak = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    if (!text.data.trim()) continue;
    const [a, b] = [light(getComputedStyle(text.parentElement).color), light(ground(text.parentElement))];
    const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (contrast < least) weak.push([text.data.trim().slice(0, 40), contrast]);
  }
  return weak;
})"""


class Browser:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.requested = []   # whatever it wanted to load besides the page itself
        self.complaints = []  # on its console

    def __enter__(self):
        command = shutil.which("chromium")
        assert command, "chromium is not there: ./dev setup installs it"
        self.profile = tempfile.mkdtemp(prefix="zdm-browser-")
        to_read, self.to_it = os.pipe()
        self.from_it, to_write = os.pipe()
        self.child = subprocess.Popen(  # it reads from 3 and writes to 4
            ["sh", "-c", f'exec "$@" 3<&{to_read} 4>&{to_write}', "sh", command, *OPTIONS,
             f"--user-data-dir={self.profile}"],
            pass_fds=(to_read, to_write), start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read), os.close(to_write)
        self.unread, self.number, self.session, self.page = b"", 0, None, None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Network", "Runtime", "Log"]:
            self.ask(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        os.close(self.to_it), os.close(self.from_it)
        shutil.rmtree(self.profile, ignore_errors=True)

    # ------------------------------------------------------------ the protocol: JSON, each ended by a zero byte

    def message(self):
        while b"\0" not in self.unread:
            more = os.read(self.from_it, 1 << 20)
            assert more, "chromium has ended"
            self.unread += more
        text, self.unread = self.unread.split(b"\0", 1)
        message = json.loads(text)
        self.note(message.get("method"), message.get("params", {}))
        return message

    def note(self, event, told):
        if event == "Network.requestWillBeSent" and told["request"]["url"] not in (self.page, "data:,"):
            self.requested.append(told["request"]["url"])
        if event in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
            self.complaints.append(told)

    def ask(self, method, **parameters):
        self.number += 1
        question = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            question["sessionId"] = self.session
        os.write(self.to_it, json.dumps(question).encode() + b"\0")
        while (answer := self.message()).get("id") != self.number:
            pass
        assert "error" not in answer, (method, answer)
        return answer["result"]

    # ------------------------------------------------------------ what tests ask for

    def open(self, html, width, height, scheme="light"):
        """Shows the page as a phone or a desktop of this size would, and waits until all of it is there."""
        file = self.folder / "page.html"
        file.write_text(html)
        self.page = file.as_uri()
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                 mobile=width < 600)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.ask("Page.navigate", url=self.page)
        while self.message().get("method") != "Page.loadEventFired":
            pass

    def value(self, expression):
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def weak_contrasts(self, least):
        return self.value(f"{WEAK_CONTRASTS}({least})")

    def press_enter(self):
        for kind in ["keyDown", "keyUp"]:
            self.ask("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", text="\r",
                     windowsVirtualKeyCode=13)

    def screenshot(self, file, top=0, height=844, width=390):
        """For people to look at."""
        answer = self.ask("Page.captureScreenshot", captureBeyondViewport=True,
                          clip={"x": 0, "y": top, "width": width, "height": height, "scale": 1})
        pathlib.Path(file).write_bytes(base64.b64decode(answer["data"]))

import socket
import stat
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from slidegen import browser, browser_install, cli
from slidegen.errors import BrowserError

pytestmark = pytest.mark.browser
STARTER = "#!{python}\nimport os, sys\nos.execv({real!r}, [{real!r}, *sys.argv[1:]])\n"


def in_thread(work, *args):
    """Playwright's sync API runs once a thread, and the session's fixture holds the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, *args).result()


def located():
    with sync_playwright() as playwright:
        return browser.locate(playwright)


def script(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return path


@pytest.fixture(scope="module")
def real() -> str:
    return str(in_thread(located).path)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser: the folder is all of PATH, and downloads are refused at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", f"http://127.0.0.1:{port}")
    monkeypatch.setattr(browser, "MAC_APPLICATIONS", ())
    return folder


def starter(folder: Path, name: str, real: str) -> Path:
    return script(folder / name, STARTER.format(python=sys.executable, real=real))


def test_chromium_of_the_fixture_shows_a_page(chromium: Browser):
    page = chromium.new_page()
    page.set_content("<h1>Neuron</h1>")
    assert page.inner_text("h1") == "Neuron"
    page.close()


def test_variable_comes_first(bare: Path, real: str, monkeypatch: pytest.MonkeyPatch):
    starter(bare, "chromium", real)
    named = starter(bare, "named", real)
    monkeypatch.setenv(browser.VARIABLE, str(named))
    found = in_thread(located)
    assert (found.path, found.source) == (named, browser.VARIABLE)
    assert found.version[0].isdigit()


def test_variable_naming_no_file_is_an_error_and_not_passed_over(bare, real, monkeypatch):
    starter(bare, "chromium", real)
    monkeypatch.setenv(browser.VARIABLE, "/nowhere/chromium")
    with pytest.raises(BrowserError, match=r"SLIDEGEN_CHROMIUM names '/nowhere/chromium', which is no file"):
        in_thread(located)


def test_own_download_comes_before_the_system(bare: Path, real: str):
    def own_path() -> Path:
        with sync_playwright() as playwright:
            return Path(playwright.chromium.executable_path)

    own = in_thread(own_path)
    own.parent.mkdir(parents=True)
    starter(own.parent, own.name, real)
    starter(bare, "chromium", real)
    assert in_thread(located).path == own


def test_a_browser_that_does_not_start_is_passed_over(bare: Path, real: str):
    script(bare / "chromium", f"#!{sys.executable}\nimport sys\nsys.exit('not today')\n")
    good = starter(bare, "chromium-browser", real)
    assert in_thread(located).path == good


def test_no_browser_is_one_line_that_names_the_command(bare, monkeypatch, capsys):
    monkeypatch.setattr(cli, "COMMANDS", {"browser": "the only command this test needs"})
    assert in_thread(cli.run, ["browser"]) == 1
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert "there is no Chromium" in line
    assert "slidegen browser --install" in line


def test_only_root_goes_without_the_sandbox(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    assert "--no-sandbox" not in browser.flags()
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    assert "--no-sandbox" in browser.flags()


def test_webgpu_only_on_demand():
    assert not set(browser.WEBGPU_FLAGS) & set(browser.flags())
    assert set(browser.WEBGPU_FLAGS) <= set(browser.flags(webgpu=True))


def test_install_leaves_a_browser_that_starts_alone(bare: Path, real: str):
    good = starter(bare, "chromium", real)
    said: list[str] = []
    assert in_thread(browser_install.install, said.append).path == good
    assert said == []


def test_install_falls_back_to_the_package_manager(bare, real, tmp_path, monkeypatch):
    """A false apt-get, which notes its calls and puts a Chromium on PATH."""
    monkeypatch.setattr("os.geteuid", lambda: 0)
    log, target = tmp_path / "log", bare / "chromium"
    text = STARTER.format(python=sys.executable, real=real)
    script(
        bare / "apt-get",
        f"#!{sys.executable}\nimport pathlib, sys\n"
        f"with open({str(log)!r}, 'a') as file: print(*sys.argv[1:], file=file)\n"
        f"if sys.argv[1] == 'install' and 'chromium' in sys.argv:\n"
        f"    target = pathlib.Path({str(target)!r}); target.write_text({text!r}); target.chmod(0o755)\n",
    )
    said: list[str] = []
    assert in_thread(browser_install.install, said.append).path == target
    assert len(said) == 2
    assert "update" in log.read_text().splitlines()
    assert any(
        line.startswith("install -y") and line.endswith("chromium") for line in log.read_text().splitlines()
    )


def test_install_brings_the_libraries_that_the_download_needs(bare, real, tmp_path, monkeypatch):
    """A download that does not start before `install-deps` ran."""
    monkeypatch.setattr("os.geteuid", lambda: 0)
    script(bare / "apt-get", "#!/bin/sh\nexit 0\n")
    ran: list[str] = []

    def own_path() -> Path:
        with sync_playwright() as playwright:
            return Path(playwright.chromium.executable_path)

    own = in_thread(own_path)

    def run(command, limit_s):
        ran.append(command[3])
        own.parent.mkdir(parents=True, exist_ok=True)
        if command[3] == "install":
            script(
                own,
                f"#!{sys.executable}\nimport sys\nsys.exit('libnss3.so: cannot open shared object file')\n",
            )
        else:
            starter(own.parent, own.name, real)

    monkeypatch.setattr(browser_install, "_run", run)
    assert in_thread(browser_install.install, lambda line: None).path == own
    assert ran == ["install", "install-deps"]


def test_install_names_both_ways_that_failed(bare: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    script(bare / "apt-get", f"#!{sys.executable}\nimport sys\nsys.exit('E: Unable to locate package')\n")
    with pytest.raises(BrowserError) as caught:
        in_thread(browser_install.install, lambda line: None)
    message = str(caught.value)
    assert "playwright install chromium" in message
    assert "apt-get install" in message
    assert "Unable to locate package" in message
    assert "\n" not in message


def test_install_says_when_it_would_need_root(bare: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    script(bare / "dnf", "#!/bin/sh\nexit 1\n")
    with pytest.raises(BrowserError, match="`dnf install -y chromium` needs root"):
        in_thread(browser_install.install, lambda line: None)


def test_install_does_not_hang_on_a_host_that_never_answers(bare: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(browser_install, "CONNECT_MS", "300")
    with socket.create_server(("127.0.0.1", 0)) as mute:
        monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", f"http://127.0.0.1:{mute.getsockname()[1]}")
        started = time.monotonic()
        with pytest.raises(BrowserError, match="playwright install chromium"):
            in_thread(browser_install.install, lambda line: None)
    assert time.monotonic() - started < 60


def test_limit_ends_a_command_with_its_children():
    """The child would hold the pipe open for a minute if only its parent were ended."""
    child = [sys.executable, "-c", "import time; time.sleep(60)"]
    code = f"import subprocess; subprocess.run({child!r})"
    started = time.monotonic()
    assert browser_install._run([sys.executable, "-c", code], 1) == "not done after 1 s"
    assert time.monotonic() - started < 10

"""Installed lexicons: bundled and own lexicons, added, replaced, switched off and removed."""

import subprocess
import sys
from pathlib import Path

import pytest

from framing import places, settings
from framing.errors import FramingError, LexiconError
from framing.lexicons import installed
from framing.workbench import adding


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two bundled lexicons and an empty place for the user's; returns the base of all."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(places, "bundled", lambda kind: tmp_path / "bundled" / kind)
    (tmp_path / "bundled" / "lexicons").mkdir(parents=True)
    for name in ("fear", "risk"):
        write(tmp_path / "bundled" / "lexicons" / f"{name}.toml", name)
    return tmp_path


def write(path: Path, name: str, dimension: str = "", *, more: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f'name = "{name}"\n[dimensions.{dimension or name}]\nterms = ["bubble"]\n{more}'
    path.write_text(text, encoding="utf-8")
    return path


def names() -> list[str]:
    return [lexicon.name for lexicon in installed.active()]


def own_files() -> list[str]:
    folder = places.lexicon_folder()
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def broken(name: str = "broken") -> Path:
    path = places.lexicon_folder() / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'name = "{name}"\nterms = []\n', encoding="utf-8")
    return path


class TestListing:
    def test_bundled_lexicons_are_on_from_the_start(self) -> None:
        assert names() == ["risk", "fear"]
        assert [(each.place, each.on) for each in installed.listing()] == [("bundled", True)] * 2

    def test_own_lexicons_come_after_the_bundled(self, folders: Path) -> None:
        adding.add(write(folders / "a.toml", "alarm"), replace=False)
        assert names() == ["risk", "fear", "alarm"]
        assert installed.listing()[-1].place == "user"

    def test_other_files_and_drafts_are_no_lexicons(self) -> None:
        folder = places.lexicon_folder()
        folder.mkdir(parents=True)
        (folder / "notes.txt").write_text("x")
        (folder / ".abc.new").write_text("x")
        assert names() == ["risk", "fear"]

    def test_a_broken_file_is_listed_with_its_error(self) -> None:
        path = broken()
        found = installed.listing()[-1]
        assert (found.name, found.path, found.lexicon, found.on) == ("broken", path, None, True)
        assert found.error.startswith(f"{path}:2:1: unknown key “terms”")

    def test_a_broken_file_stops_the_scoring_and_says_what_to_do(self) -> None:
        path = broken()
        with pytest.raises(LexiconError, match=r"unknown key.*fix the file, delete it") as caught:
            installed.active()
        assert str(path) in str(caught.value)

    def test_a_file_that_cannot_be_read_stands_in_nobodys_way_when_it_is_off(self) -> None:
        path = broken("gone")
        path.unlink()
        path.symlink_to("nowhere")
        with pytest.raises(LexiconError, match="cannot be read"):
            names()
        installed.set_on("gone", False)
        assert names() == ["risk", "fear"]

    def test_a_broken_file_can_be_switched_off_or_removed(self) -> None:
        broken()
        installed.set_on("broken", False)
        assert names() == ["risk", "fear"]
        assert installed.remove("broken") == "deleted"
        assert own_files() == []

    def test_two_own_files_with_one_dimension_are_an_error_that_names_both(self) -> None:
        folder = places.lexicon_folder()
        one = write(folder / "one.toml", "one", "Alarm")
        two = write(folder / "two.toml", "two", "alarm")
        with pytest.raises(LexiconError) as caught:
            installed.active()
        assert str(caught.value).startswith(f"{two}: the dimension “alarm” is also in {one}")

    def test_two_own_files_with_one_name_are_an_error(self) -> None:
        folder = places.lexicon_folder()
        write(folder / "one.toml", "alarm", "a")
        write(folder / "two.toml", "alarm", "b")
        with pytest.raises(LexiconError, match="the lexicon name “alarm” is also in"):
            installed.active()

    def test_a_place_that_is_no_folder(self) -> None:
        folder = places.lexicon_folder()
        folder.parent.mkdir(parents=True)
        folder.write_text("x")
        with pytest.raises(LexiconError, match="the lexicons cannot be listed: Not a directory"):
            installed.listing()


class TestFind:
    def test_by_name_whether_on_or_off(self) -> None:
        installed.set_on("risk", False)
        assert installed.find("risk").name == "risk"

    def test_by_path(self, folders: Path) -> None:
        path = write(folders / "elsewhere.toml", "alarm")
        assert installed.find(str(path)).name == "alarm"

    def test_a_name_goes_before_a_file(
        self, folders: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(folders)
        (folders / "risk").mkdir()
        assert installed.find("risk").name == "risk"

    def test_unknown(self) -> None:
        with pytest.raises(LexiconError, match=r"called “rsk” \(did you mean “risk”"):
            installed.find("rsk")
        with pytest.raises(LexiconError, match=r"called “zzz” \(valid: fear, risk"):
            installed.find("zzz")

    def test_broken(self) -> None:
        broken()
        with pytest.raises(LexiconError, match=r"broken\.toml:2:1: unknown key"):
            installed.find("broken")


class TestAdd:
    def test_the_file_is_copied_as_it_is_under_the_lexicons_name(self, folders: Path) -> None:
        path = write(folders / "download (1).toml", "alarm", more="# a comment\n")
        assert adding.add(path, replace=False).name == "alarm"
        assert own_files() == ["alarm.toml"]
        assert (places.lexicon_folder() / "alarm.toml").read_bytes() == path.read_bytes()
        path.unlink()
        assert names() == ["risk", "fear", "alarm"]

    def test_a_file_that_is_no_lexicon_is_not_copied(self, folders: Path) -> None:
        path = folders / "bad.toml"
        path.write_text("name = 3\n")
        with pytest.raises(LexiconError, match=r"bad\.toml:1:1: “dimensions” is missing"):
            adding.add(path, replace=False)
        assert own_files() == []

    def test_a_failing_example_refuses_the_file(self, folders: Path) -> None:
        more = '[[examples]]\ntext = "All is well."\nmatch = []\n'
        more += '[[examples]]\ntext = "The bubble bursts."\nmatch = []\n'
        path = write(folders / "alarm.toml", "alarm", more=more)
        with pytest.raises(LexiconError) as caught:
            adding.add(path, replace=False)
        assert str(caught.value).startswith(
            f'{path}:8: the example does not hold: “alarm” matches by “bubble” at "bubble"'
        )
        assert own_files() == []

    @pytest.mark.parametrize(
        ("name", "dimension", "claim"),
        [("risk", "other", "lexicon name “risk”"), ("other", "RISK", "dimension “RISK”")],
    )
    def test_a_clash_with_an_active_lexicon_names_its_file(
        self, folders: Path, name: str, dimension: str, claim: str
    ) -> None:
        path = write(folders / "new.toml", name, dimension)
        with pytest.raises(LexiconError) as caught:
            adding.add(path, replace=False)
        other = folders / "bundled" / "lexicons" / "risk.toml"
        assert f"the {claim} is also in {other}" in str(caught.value)
        assert "--replace" in str(caught.value)
        assert own_files() == []

    def test_replace_switches_off_what_clashes(self, folders: Path) -> None:
        adding.add(write(folders / "new.toml", "other", "risk"), replace=True)
        assert names() == ["fear", "other"]
        assert settings.load().lexicons_off == ("risk",)

    def test_a_dimension_of_a_lexicon_that_is_off_is_free(self, folders: Path) -> None:
        installed.set_on("risk", False)
        adding.add(write(folders / "new.toml", "other", "risk"), replace=False)
        assert names() == ["fear", "other"]

    def test_a_lexicon_of_a_bundled_ones_name_takes_its_place(self, folders: Path) -> None:
        adding.add(write(folders / "new.toml", "risk", "danger"), replace=True)
        assert names() == ["fear", "risk"]
        assert installed.find("risk").dimensions[0].name == "danger"
        assert [(each.place, each.on) for each in installed.listing() if each.name == "risk"] == [
            ("bundled", False),
            ("user", True),
        ]
        assert installed.remove("risk") == "deleted"
        assert installed.active()[0].dimensions[0].name == "risk"

    def test_an_own_lexicon_is_overwritten_only_with_replace(self, folders: Path) -> None:
        adding.add(write(folders / "new.toml", "alarm", "first"), replace=False)
        newer = write(folders / "new.toml", "alarm", "second")
        with pytest.raises(LexiconError, match="--replace overwrites"):
            adding.add(newer, replace=False)
        assert installed.find("alarm").dimensions[0].name == "first"
        adding.add(newer, replace=True)
        assert installed.find("alarm").dimensions[0].name == "second"
        assert own_files() == ["alarm.toml"]

    def test_adding_that_was_cut_short_is_done_again(self, folders: Path) -> None:
        """Cut short between the copy and the list of what is switched on."""
        path = write(folders / "new.toml", "alarm")
        adding.add(path, replace=False)
        installed.set_on("alarm", False)
        adding.add(path, replace=False)
        assert names() == ["risk", "fear", "alarm"]
        assert own_files() == ["alarm.toml"]

    def test_what_is_added_is_on_though_its_name_was_off(self, folders: Path) -> None:
        path = write(folders / "new.toml", "alarm")
        adding.add(path, replace=False)
        installed.set_on("alarm", False)
        adding.add(path, replace=True)
        assert names() == ["risk", "fear", "alarm"]

    def test_an_own_file_under_another_name_is_overwritten_in_place(self, folders: Path) -> None:
        write(places.lexicon_folder() / "mine.toml", "alarm", "first")
        adding.add(write(folders / "new.toml", "alarm", "second"), replace=True)
        assert own_files() == ["mine.toml"]
        assert installed.find("alarm").dimensions[0].name == "second"

    def test_a_file_of_another_lexicon_is_never_overwritten(self, folders: Path) -> None:
        write(places.lexicon_folder() / "alarm.toml", "mine")
        with pytest.raises(LexiconError, match="holds a lexicon of another name"):
            adding.add(write(folders / "new.toml", "alarm"), replace=True)

    def test_a_broken_file_beside_it_is_no_obstacle(self, folders: Path) -> None:
        broken()
        adding.add(write(folders / "new.toml", "alarm"), replace=False)
        assert own_files() == ["alarm.toml", "broken.toml"]

    def test_a_broken_file_can_be_replaced(self, folders: Path) -> None:
        broken("alarm")
        adding.add(write(folders / "new.toml", "alarm"), replace=True)
        assert names() == ["risk", "fear", "alarm"]

    def test_nothing_is_switched_off_where_the_copy_fails(self, folders: Path) -> None:
        places.lexicon_folder().parent.mkdir(parents=True)
        path = write(folders / "new.toml", "other", "risk")
        folder = places.lexicon_folder()
        folder.symlink_to(folders / "gone" / "gone")
        (folders / "gone").write_text("a file where a folder has to be")
        with pytest.raises(LexiconError):
            adding.add(path, replace=True)
        assert settings.load().lexicons_off == ()


class TestSwitching:
    def test_off_and_on_again(self) -> None:
        installed.set_on("risk", False)
        installed.set_on("risk", False)
        assert names() == ["fear"]
        assert settings.load().lexicons_off == ("risk",)
        installed.set_on("risk", True)
        assert names() == ["risk", "fear"]

    def test_unknown_name(self) -> None:
        with pytest.raises(LexiconError, match="called “zzz”"):
            installed.set_on("zzz", False)

    def test_on_is_refused_where_it_would_clash(self, folders: Path) -> None:
        adding.add(write(folders / "new.toml", "other", "risk"), replace=True)
        with pytest.raises(LexiconError, match="the dimension “risk” is also in"):
            installed.set_on("risk", True)
        assert names() == ["fear", "other"]

    def test_on_is_refused_for_a_broken_file(self) -> None:
        broken()
        installed.set_on("broken", False)
        with pytest.raises(LexiconError, match="unknown key"):
            installed.set_on("broken", True)

    def test_the_theme_is_kept(self) -> None:
        settings.save(settings.Settings(theme="dark"))
        installed.set_on("risk", False)
        assert settings.load() == settings.Settings("dark", ("risk",))

    def test_settings_that_cannot_be_read_are_an_error(self) -> None:
        places.settings_file().parent.mkdir(parents=True)
        places.settings_file().write_text("no json")
        with pytest.raises(FramingError, match="cannot read the settings"):
            installed.active()


class TestRemove:
    def test_own(self, folders: Path) -> None:
        adding.add(write(folders / "new.toml", "alarm"), replace=False)
        assert installed.remove("alarm") == "deleted"
        assert own_files() == []

    def test_bundled_is_switched_off(self, folders: Path) -> None:
        assert installed.remove("risk") == "switched off"
        assert names() == ["fear"]
        assert (folders / "bundled" / "lexicons" / "risk.toml").exists()

    def test_unknown(self) -> None:
        with pytest.raises(LexiconError, match="no lexicon and no file is called “zzz”"):
            installed.remove("zzz")


def test_importing_the_shelf_loads_no_heavy_library() -> None:
    code = "import framing.lexicons.installed, sys; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

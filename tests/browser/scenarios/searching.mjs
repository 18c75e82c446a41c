import assert from "node:assert/strict";
import { it } from "node:test";

const chosen = '[data-search] [role="option"][aria-selected="true"]';

async function typed(officer, text) {
  await officer.page.getByRole("combobox", { name: "搜索记录" }).fill(text);
}

export function searching(world) {
  it("finds a record by its initials and opens it with the keyboard alone", async () => {
    const officer = await world.officer();
    await officer.given.signedIn();
    await officer.open("/");
    await officer.page.keyboard.press("Control+k");
    await typed(officer, "zqs");
    await officer.page.locator('[data-hit^="region/"]').first().waitFor();
    await officer.then.clean("search");
    await officer.then.picture("search");
    const first = await officer.page.getAttribute(chosen, "data-hit");
    await officer.page.keyboard.press("ArrowDown");
    const second = await officer.page.getAttribute(chosen, "data-hit");
    assert.notEqual(second, first);
    await officer.page.keyboard.press("ArrowUp");
    assert.equal(await officer.page.getAttribute(chosen, "data-hit"), first);
    await officer.page.keyboard.press("Enter");
    await officer.page.waitForURL((url) => url.pathname === `/e/${first}`);
  });

  it("says when nothing was found, and Escape gives the page back", async () => {
    const officer = await world.officer();
    await officer.given.signedIn();
    await officer.open("/about");
    await officer.page.keyboard.press("/");
    await typed(officer, "没有这样的文字");
    await officer.then.sees("没有找到。");
    await officer.then.clean("search-none");
    await officer.then.picture("search-none");
    await officer.page.keyboard.press("Escape");
    await officer.page.getByRole("combobox").waitFor({ state: "hidden" });
    await officer.then.heading("关于");
  });

  for (const [size, locale] of [
    ["phone", "zh-CN"],
    ["wall", "en"],
  ])
    it(`shows the search clean at ${size} size`, async () => {
      const officer = await world.officer({ size, locale });
      await officer.given.signedIn();
      await officer.open("/");
      await officer.page.getByRole("button", { name: /^(搜索记录|Search records)$/ }).click();
      await officer.then.clean(`${size}-search-empty`);
      await officer.page.getByRole("combobox").fill("肇庆");
      await officer.page.locator("[data-hit]").first().waitFor();
      await officer.then.clean(`${size}-search`);
      await officer.then.picture(`${size}-search`);
      await officer.page.locator("[data-hit]").first().click();
      await officer.page.waitForURL((url) => url.pathname.startsWith("/e/"));
    });
}

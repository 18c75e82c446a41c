import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";

const shipped = new URL("../../../packs/zhaoqing/decisions/admission.dmn", import.meta.url);

/** Opens the admission decision and asks it of all projects. */
async function sweeps(officer) {
  const { items } = await officer.read("/decisions");
  const { id } = items.find((each) => each.code === "ADMISSION");
  await officer.open(`/e/decision/${id}`);
  await officer.page.click('[data-action="sweep"]');
  await officer.page.waitForSelector("[data-swept]");
}

export function sweeping(world) {
  it("asks a decision of all projects and opens the records of an outcome", async () => {
    const officer = await world.officer();
    await officer.given.signedIn();
    const { total } = await officer.read("/project?limit=1");
    await sweeps(officer);
    const counts = await officer.page.locator('[data-panel="sweep"] [data-count]').allInnerTexts();
    const sum = counts.reduce((all, text) => all + Number(text.replaceAll(",", "")), 0);
    assert.equal(sum, total);
    const row = officer.page.locator("tr", {
      has: officer.page.locator(`[data-outcome='"refuse"']`),
    });
    await row.locator("summary").click();
    await row.getByRole("button").click();
    await row.locator("li").nth(5).waitFor();
    await row.locator("a").first().click();
    await officer.page.waitForURL(/\/e\/project\/\d+/);
  });

  it("shows whose outcome a draft would change", async () => {
    const draft = join(tmpdir(), `agglo-draft-${process.pid}.dmn`);
    writeFileSync(draft, readFileSync(shipped, "utf8").replaceAll("万元(300)", "万元(250)"));
    const officer = await world.officer();
    await officer.given.signedIn();
    await sweeps(officer);
    await officer.page.setInputFiles('[data-panel="sweep"] input[type="file"]', draft);
    await officer.page.waitForSelector("tr.changed");
    const changed = await officer.page.locator("tr.changed").first().innerText();
    assert.match(changed, /review\s+admit/);
  });

  for (const [size, locale] of [
    ["desk", "zh-CN"],
    ["wall", "en"],
    ["phone", "zh-CN"],
  ])
    it(`shows the sweep clean at ${size} size in ${locale}`, async () => {
      const officer = await world.officer({ size, locale });
      await officer.given.signedIn();
      await sweeps(officer);
      await officer.page.locator("summary").first().click();
      await officer.page.waitForTimeout(400);
      await officer.then.picture(`${size}-sweep`);
      await officer.then.clean(`${size}-sweep`);
    });
}

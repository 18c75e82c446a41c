export class Given {
  constructor(officer) {
    this.officer = officer
  }

  /** Signed in by the one-click button of a demo role. */
  async signedIn(role = 'investment_bureau') {
    const { page } = this.officer
    await page.goto(`${this.officer.world.base}/sign-in`)
    await page.click(`[data-role="${role}"]`)
    await page.waitForSelector('header .who')
    await this.officer.settled()
  }

  /** A record that may be edited; a project unless asked otherwise. */
  async aRecord(entity = 'project') {
    const { items } = await this.officer.read(`/${entity}?limit=1`)
    return items[0]
  }

  async editing(entity, id) {
    await this.officer.open(`/e/${entity}/${id}`)
    await this.officer.page.click('[data-action="edit"]')
    await this.officer.page.waitForSelector('[data-action="save"]')
  }
}

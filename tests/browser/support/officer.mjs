// A person at the console. `given` brings about a state, `when` acts, `then` looks.
import { Given } from './given.mjs'
import { Then } from './then.mjs'
import { When } from './when.mjs'

export class Officer {
  constructor(world, context, page) {
    this.world = world
    this.context = context
    this.page = page
    this.faults = []
    page.on('pageerror', (error) => this.faults.push(error.stack ?? error.message))
    this.given = new Given(this)
    this.when = new When(this)
    this.then = new Then(this)
  }

  async open(path) {
    await this.page.goto(this.world.base + path)
    await this.settled()
  }

  /** Waits until the page shows content: nothing loads and no skeleton stands. */
  async settled() {
    await this.page.waitForSelector('main h1')
    await this.page.waitForFunction(() => !document.querySelector('main .loading'))
  }

  /** Reads the API with this person's session. */
  read(path) {
    return this.page.evaluate(async (at) => {
      const answer = await fetch(at)
      if (!answer.ok) throw new Error(`${at} answered ${answer.status}: ${await answer.text()}`)
      return answer.json()
    }, `/api/v1${path}`)
  }

  /** Sends to the API with this person's session. */
  write(path, body) {
    const asked = { at: `/api/v1${path}`, body: JSON.stringify(body) }
    return this.page.evaluate(async ({ at, body }) => {
      const { csrf } = await (await fetch('/api/v1/session')).json()
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }
      const answer = await fetch(at, { method: 'POST', headers, body })
      if (!answer.ok) throw new Error(`${at} answered ${answer.status}: ${await answer.text()}`)
      return answer.json()
    }, asked)
  }
}

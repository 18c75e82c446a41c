// The main job of the console, in a real browser against the real binary.
//
//   AGGLO_BIN=build/release/agglo node --test tests/browser/
//
// AGGLO_SHOTS names the folder for screenshots (build/screens), AGGLO_CHROMIUM another browser.
import { after, afterEach, before, describe } from 'node:test'
import { accounts } from './scenarios/accounts.mjs'
import { conflict } from './scenarios/conflict.mjs'
import { editing } from './scenarios/editing.mjs'
import { goingBack } from './scenarios/going_back.mjs'
import { importing } from './scenarios/importing.mjs'
import { listing } from './scenarios/listing.mjs'
import { overview } from './scenarios/overview.mjs'
import { saving } from './scenarios/saving.mjs'
import { screens } from './scenarios/screens.mjs'
import { searching } from './scenarios/searching.mjs'
import { session } from './scenarios/session.mjs'
import { sweeping } from './scenarios/sweeping.mjs'
import { whyNot, World } from './support/world.mjs'

const reason = whyNot()
if (reason) console.log(`browser tests are skipped: ${reason}`)

describe('console', { skip: reason ?? false, concurrency: 1 }, () => {
  const world = new World()
  before(() => world.start(), { timeout: 400_000 })
  after(() => world.stop())
  afterEach(() => world.leave())

  const jobs = [session, overview, listing, saving, editing, conflict, importing, goingBack, sweeping, accounts]
  for (const scenario of [...jobs, searching, screens]) scenario(world)
})

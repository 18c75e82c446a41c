import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { it } from 'node:test'

const chosen = 'a quiet lantern 7'

/** RFC 6238, by this file's own reckoning, from a key in base32. */
function codeOf(secret, stepsOn = 0) {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c))
  const text = bits.map((each) => each.toString(2).padStart(5, '0')).join('')
  const bytes = text.match(/.{8}/g).map((each) => parseInt(each, 2))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsOn))
  const mac = createHmac('sha1', Buffer.from(bytes)).update(step).digest()
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

async function signsIn(officer, name, password, code) {
  await officer.page.goto(`${officer.world.base}/sign-in`)
  await officer.page.fill('#sign-in-name', name)
  await officer.page.fill('#sign-in-password', password)
  await officer.page.click('button[type=submit]')
  if (!code) return
  await officer.page.fill('#sign-in-code', code)
  await officer.page.click('button[type=submit]')
}

async function makesAccount(officer, name) {
  await officer.open('/accounts')
  await officer.page.getByRole('textbox', { name: '用户名', exact: true }).fill(name)
  await officer.page.click('[data-form="account"] button')
  return officer.page.locator('[role=status] code').innerText()
}

export function accounts(world) {
  it('makes an account, whose owner chooses a password and is given a role', async () => {
    const system = await world.officer()
    await system.given.signedIn('system_admin')
    const once = await makesAccount(system, 'wu.mei')
    await system.then.sees('待改密码')

    const owner = await world.officer()
    await signsIn(owner, 'wu.mei', once)
    await owner.then.heading('开始之前')
    await owner.then.clean('first-steps')
    await owner.page.fill('#password-old', once)
    await owner.page.fill('#password-fresh', chosen)
    await owner.page.fill('#password-again', chosen)
    await owner.page.click('button[type=submit]')
    await owner.then.heading('总览')

    const security = await world.officer()
    await security.given.signedIn('security_admin')
    await security.open('/accounts')
    const row = security.page.locator('[data-account="wu.mei"]')
    await row.getByRole('button', { name: '授予角色' }).click()
    await security.when.chooses('角色', '分析员')
    await security.then.clean('give-membership')
    await security.page.getByRole('dialog').getByRole('button', { name: '授予角色' }).click()
    await row.filter({ hasText: '分析员' }).waitFor()
    await owner.open('/account')
    await owner.page.locator('[data-panel="memberships"]', { hasText: '分析员' }).waitFor()

    const audit = await world.officer()
    await audit.given.signedIn('audit_admin')
    await audit.open('/audit')
    const told = await audit.page.locator('[data-table="audit"]').innerText()
    for (const act of ['membership_give', 'password_change', 'account_create', 'sign_in'])
      assert.ok(told.includes(act), act)
  })

  it('sets up one-time codes and signs in with them', async () => {
    const system = await world.officer()
    await system.given.signedIn('system_admin')
    const once = await makesAccount(system, 'zhu.qi')
    const owner = await world.officer()
    await signsIn(owner, 'zhu.qi', once)
    for (const [field, text] of [['old', once], ['fresh', chosen], ['again', chosen]])
      await owner.page.fill(`#password-${field}`, text)
    await owner.page.click('button[type=submit]')
    await owner.then.heading('总览')
    await owner.open('/account')
    const panel = owner.page.locator('[data-panel="codes"]')
    await panel.getByRole('button', { name: '设置' }).click()
    const secret = await panel.locator('code').innerText()
    await owner.then.picture('desk-codes')
    await owner.page.fill('#totp-code', codeOf(secret))
    await panel.getByRole('button', { name: '完成设置' }).click()
    await owner.then.sees('恢复码只显示这一次')
    assert.equal(await panel.locator('li').count(), 10)
    await panel.getByRole('button', { name: '已保管好' }).click()
    await panel.filter({ hasText: '已启用' }).waitFor()
    const again = await world.officer()
    await signsIn(again, 'zhu.qi', chosen, codeOf(secret, 1))
    await again.then.heading('总览')
  })

  for (const [size, locale] of [
    ['desk', 'zh-CN'],
    ['phone', 'zh-CN'],
    ['wall', 'en'],
  ])
    it(`shows accounts and the audit log clean at ${size} size in ${locale}`, async () => {
      for (const [role, pages] of [
        ['investment_bureau', ['account']],
        ['system_admin', ['accounts', 'account']],
        ['security_admin', ['accounts']],
        ['audit_admin', ['accounts', 'audit']],
      ]) {
        const officer = await world.officer({ size, locale })
        await officer.given.signedIn(role)
        for (const page of pages) {
          await officer.open(`/${page}`)
          await officer.then.picture(`${size}-${role}-${page}`)
          await officer.then.clean(`${size}-${role}-${page}`)
        }
      }
    })
}

import { it } from 'node:test'

export function session(world) {
  it('signs in by a demo role, speaks both languages, signs out', async () => {
    const officer = await world.officer()
    await officer.open('/e/project')
    await officer.then.heading('登录')
    await officer.given.signedIn()
    await officer.then.heading('总览')
    await officer.when.switchesLanguage()
    await officer.then.heading('Overview')
    await officer.then.language('en')
    await officer.page.reload()
    await officer.then.heading('Overview')
    await officer.when.switchesLanguage()
    await officer.then.heading('总览')
    await officer.when.signsOut()
    await officer.then.heading('登录')
    await officer.open('/activity')
    await officer.then.heading('登录')
  })

  it('refuses a wrong password in words', async () => {
    const officer = await world.officer()
    await officer.open('/sign-in')
    await officer.page.fill('#sign-in-name', 'nobody')
    await officer.page.fill('#sign-in-password', 'not the password')
    await officer.page.click('button[type=submit]')
    await officer.then.sees('用户名或密码不正确')
  })
}

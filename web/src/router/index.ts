import { createRouter, createWebHistory } from 'vue-router'
import { useSession } from '@/stores/session'

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  routes: [
    {
      path: '/sign-in',
      name: 'sign-in',
      component: () => import('@/views/session/SignIn.vue'),
      meta: { open: true, title: 'session.sign_in' },
    },
    {
      path: '/welcome',
      name: 'welcome',
      component: () => import('@/views/session/Welcome.vue'),
      meta: { open: true, title: 'welcome.title' },
    },
    {
      path: '/first-steps',
      name: 'first-steps',
      component: () => import('@/views/session/FirstSteps.vue'),
      meta: { title: 'first.title' },
    },
    {
      path: '/',
      component: () => import('@/views/shell/Shell.vue'),
      children: [
        {
          path: '',
          name: 'overview',
          component: () => import('@/views/overview/OverviewPage.vue'),
          meta: { title: 'nav.overview' },
        },
        {
          path: 'e/:entity',
          name: 'list',
          component: () => import('@/views/list/ListPage.vue'),
          props: true,
          meta: { past: true },
        },
        {
          path: 'e/:entity/new',
          name: 'create',
          component: () => import('@/views/record/CreatePage.vue'),
          props: true,
        },
        {
          path: 'e/:entity/difference',
          name: 'difference',
          component: () => import('@/views/difference/DifferencePage.vue'),
          props: true,
        },
        {
          path: 'e/:entity/:id(\\d+)',
          name: 'record',
          component: () => import('@/views/record/RecordPage.vue'),
          props: (route) => ({ entity: route.params.entity, id: Number(route.params.id) }),
          meta: { past: true },
        },
        {
          path: 'import',
          name: 'import',
          component: () => import('@/views/import/ImportPage.vue'),
          meta: { title: 'nav.import' },
        },
        {
          path: 'activity',
          name: 'activity',
          component: () => import('@/views/activity/ActivityPage.vue'),
          meta: { title: 'nav.activity' },
        },
        {
          path: 'saved',
          name: 'saved',
          component: () => import('@/views/saved/SavedPage.vue'),
          meta: { title: 'nav.saved' },
        },
        {
          path: 'saved/:code',
          name: 'saved-answer',
          component: () => import('@/views/saved/SavedAnswer.vue'),
          props: true,
        },
        {
          path: 'access',
          name: 'access',
          component: () => import('@/views/access/AccessPage.vue'),
          meta: { title: 'nav.access' },
        },
        {
          path: 'account',
          name: 'account',
          component: () => import('@/views/account/AccountPage.vue'),
          meta: { title: 'account.title' },
        },
        {
          path: 'accounts',
          name: 'accounts',
          component: () => import('@/views/accounts/AccountsPage.vue'),
          meta: { title: 'accounts.title' },
        },
        {
          path: 'audit',
          name: 'audit',
          component: () => import('@/views/audit/AuditPage.vue'),
          meta: { title: 'audit.title' },
        },
        {
          path: 'about',
          name: 'about',
          component: () => import('@/views/about/AboutPage.vue'),
          meta: { title: 'nav.about' },
        },
        {
          path: ':rest(.*)*',
          name: 'missing',
          component: () => import('@/views/shell/MissingPage.vue'),
          meta: { title: 'state.missing' },
        },
      ],
    },
  ],
})

/** Printed links may carry the path behind a hash (`/#/welcome?token=…`). */
router.beforeEach((to) => (to.hash.startsWith('#/') ? to.hash.slice(1) : true))

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const session = await useSession()
    .known()
    .catch(() => null)
  if (session?.user && (session.must_replace_password || session.must_enrol))
    return to.name === 'first-steps' || { name: 'first-steps' }
  if (!session || session.user) return true
  return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
})

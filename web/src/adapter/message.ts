/** Short notices that pass by; the kit is loaded with the first one. */
async function show(type: 'success' | 'warning' | 'error', message: string) {
  const [{ ElMessage }] = await Promise.all([
    import('element-plus/es/components/message/index'),
    import('element-plus/es/components/message/style/css'),
  ])
  ElMessage({ type, message, duration: type === 'success' ? 3000 : 6000, showClose: true })
}

export const notice = {
  success: (message: string) => void show('success', message),
  warning: (message: string) => void show('warning', message),
  error: (message: string) => void show('error', message),
}

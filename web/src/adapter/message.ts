/** Short notices that pass by; the kit is loaded with the first one. */
async function show(type: 'success' | 'error', message: string) {
  const [{ ElMessage }] = await Promise.all([
    import('element-plus/es/components/message/index'),
    import('element-plus/es/components/message/style/css'),
  ])
  ElMessage({ type, message, duration: type === 'error' ? 6000 : 3000, showClose: true })
}

export const notice = {
  success: (message: string) => void show('success', message),
  error: (message: string) => void show('error', message),
}

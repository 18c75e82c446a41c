import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { defineConfig } from 'vitest/config'
import { kitResolver } from './src/adapter/resolver'

const server = process.env.AGGLO_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue(), Components({ dirs: [], dts: false, resolvers: [kitResolver()] })],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': server, '/openapi.json': server } },
  build: { target: 'es2022', chunkSizeWarningLimit: 300, reportCompressedSize: false },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    server: { deps: { inline: ['element-plus'] } },
  },
})

import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'

const kit = {
  group: ['element-plus', 'element-plus/*', '@element-plus/*'],
  message: 'The UI kit is used through src/adapter only.',
}
const network = ['fetch', 'EventSource', 'XMLHttpRequest', 'WebSocket'].map((name) => ({
  name,
  message: 'The network is used in src/api only.',
}))

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/openapi.d.ts'] },
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.vue'] },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-bare-strings-in-template': [
        'error',
        {
          allowlist: [
            '·',
            '→',
            '↗',
            '…',
            '—',
            '：',
            ':',
            '/',
            '(',
            ')',
            '+',
            '×',
            '|',
            '≥',
            '▾',
            '#',
            '中文',
            'EN',
            'Agglo',
            'A',
          ],
        },
      ],
      'no-restricted-imports': ['error', { patterns: [kit] }],
      'no-restricted-globals': ['error', ...network],
    },
  },
  { files: ['src/adapter/**'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['src/api/**'], rules: { 'no-restricted-globals': 'off' } },
  prettier,
)

/**
 * The only door to the UI kit. A tag `<ui-button>` in a template is answered with Element Plus's
 * button and its style, one component at a time, so that each page loads what it shows.
 * To use another piece of the kit add it here and to `components.d.ts`.
 */
const pieces: Record<string, string> = {
  UiAlert: 'ElAlert',
  UiButton: 'ElButton',
  UiCheckbox: 'ElCheckbox',
  UiCheckboxGroup: 'ElCheckboxGroup',
  UiConfigProvider: 'ElConfigProvider',
  UiDatePicker: 'ElDatePicker',
  UiDialog: 'ElDialog',
  UiDrawer: 'ElDrawer',
  UiDropdown: 'ElDropdown',
  UiDropdownItem: 'ElDropdownItem',
  UiDropdownMenu: 'ElDropdownMenu',
  UiForm: 'ElForm',
  UiFormItem: 'ElFormItem',
  UiInput: 'ElInput',
  UiOption: 'ElOption',
  UiOptionGroup: 'ElOptionGroup',
  UiPopover: 'ElPopover',
  UiRadioButton: 'ElRadioButton',
  UiRadioGroup: 'ElRadioGroup',
  UiSelect: 'ElSelect',
  UiTreeSelect: 'ElTreeSelect',
}

const kebab = (name: string) =>
  name
    .replace(/^El/, '')
    .replace(/\B([A-Z])/g, '-$1')
    .toLowerCase()

export function kitResolver() {
  return {
    type: 'component' as const,
    resolve(name: string) {
      const piece = pieces[name]
      if (!piece) return undefined
      const style = `element-plus/es/components/${kebab(piece)}/style/css`
      return { name: piece, from: 'element-plus/es', sideEffects: style }
    },
  }
}

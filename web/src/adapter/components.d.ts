import type * as kit from 'element-plus'

declare module 'vue' {
  export interface GlobalComponents {
    UiAlert: typeof kit.ElAlert
    UiButton: typeof kit.ElButton
    UiCheckbox: typeof kit.ElCheckbox
    UiCheckboxGroup: typeof kit.ElCheckboxGroup
    UiConfigProvider: typeof kit.ElConfigProvider
    UiDatePicker: typeof kit.ElDatePicker
    UiDialog: typeof kit.ElDialog
    UiDrawer: typeof kit.ElDrawer
    UiDropdown: typeof kit.ElDropdown
    UiDropdownItem: typeof kit.ElDropdownItem
    UiDropdownMenu: typeof kit.ElDropdownMenu
    UiForm: typeof kit.ElForm
    UiFormItem: typeof kit.ElFormItem
    UiInput: typeof kit.ElInput
    UiOption: typeof kit.ElOption
    UiOptionGroup: typeof kit.ElOptionGroup
    UiPopover: typeof kit.ElPopover
    UiRadioButton: typeof kit.ElRadioButton
    UiRadioGroup: typeof kit.ElRadioGroup
    UiSelect: typeof kit.ElSelect
    UiTreeSelect: typeof kit.ElTreeSelect
  }
}

export {}

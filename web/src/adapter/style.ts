import 'element-plus/es/components/base/style/css'

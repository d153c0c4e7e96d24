import { ConfigProvider, type ThemeConfig, theme } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useLayoutEffect, useMemo, useSyncExternalStore } from 'react'
import { useText } from '../i18n/i18n.ts'
import { FONT, FONT_SIZE, PALETTES, type Palette, paletteName, RADIUS, variables } from './tokens.ts'

const useMedia = (query: string): boolean => {
  const media = useMemo(() => window.matchMedia(query), [query])
  const subscribe = useMemo(
    () => (listener: () => void) => {
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    [media],
  )
  return useSyncExternalStore(subscribe, () => media.matches)
}

const themeOf = (palette: Palette, dark: boolean, still: boolean): ThemeConfig => ({
  algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
  token: {
    colorPrimary: palette.accent,
    // The ring around what has the focus.
    colorPrimaryBorder: palette.accent,
    colorInfo: palette.accent,
    colorLink: palette.accent,
    colorSuccess: palette.good,
    colorWarning: palette.warn,
    colorError: palette.bad,
    colorTextBase: palette.ink,
    colorTextLightSolid: palette.onAccent,
    colorTextPlaceholder: palette.soft,
    colorBgBase: palette.card,
    colorBgLayout: palette.paper,
    colorBorder: palette.line,
    fontFamily: FONT,
    fontSize: FONT_SIZE,
    fontSizeSM: 14,
    borderRadius: RADIUS,
    controlHeight: 40,
    motion: !still,
    // What is not animated would still change little by little.
    motionDurationFast: still ? '0s' : '0.08s',
    motionDurationMid: still ? '0s' : '0.12s',
    motionDurationSlow: still ? '0s' : '0.14s',
    boxShadow: 'none',
    boxShadowSecondary: `0 0 0 1px ${palette.line}, 0 4px 12px rgb(0 0 0 / 12%)`,
    boxShadowTertiary: 'none',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
  },
})

/** Ant Design and our own style sheet, both from tokens.ts, in the person's contrast, brightness and language. */
export const Theme = ({ children }: { children: ReactNode }) => {
  const { language } = useText()
  const dark = useMedia('(prefers-color-scheme: dark)')
  const contrast = useMedia('(prefers-contrast: more)')
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const palette = PALETTES[paletteName(dark, contrast)]
  const config = useMemo(() => themeOf(palette, dark, still), [palette, dark, still])

  useLayoutEffect(() => {
    const { style } = document.documentElement
    for (const [name, value] of Object.entries(variables(palette))) style.setProperty(`--${name}`, value)
    style.colorScheme = dark ? 'dark' : 'light'
  }, [palette, dark])

  return (
    <ConfigProvider
      theme={config}
      locale={language === 'zh-CN' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  )
}

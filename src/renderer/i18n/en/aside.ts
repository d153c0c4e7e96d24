import type { aside as zh } from '../zh/aside.ts'

export const aside: Readonly<Record<keyof typeof zh, string>> = {
  'aside.title': 'Copies and logs moved aside',
  'aside.folder': 'Folder of copies',
  'aside.newest': 'Newest',
  'aside.copy': '{{time}}, up to entry {{seq}}',
  'aside.no-copy': 'No copy yet',
  'aside.restore':
    'Going back to a copy is done on the command line. First see what it lacks against the hall and the log now (the newest; --from names another); this changes nothing:',
  'aside.restore-yes': 'To go back, close Guiping, then run (a log that is whole is never replaced):',
  'aside.restore-why': '"broken disk"',
  'aside.logs': 'Logs moved aside',
  'aside.about':
    'A damaged log is moved here as it is; the program never changes or deletes it. Copy it and give it to hall IT.',
  'aside.log': '{{time}}: log moved aside, {{mb}} MB',
  'aside.restored': '{{time}}: copy that was restored, {{mb}} MB',
  'aside.why': 'What for',
  'aside.usual': 'For hall IT to look into',
  'aside.take': 'Copy them',
  'aside.copying': 'Copying…',
  'aside.stop': 'Stop',
  'aside.taken': '{{count}} copied (what is there is not copied again). Copy the folder to a stick:',
}

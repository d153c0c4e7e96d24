export const offer = {
  'offer.title': 'Let hall IT fetch the log',
  'offer.about':
    'Hall IT can fetch the logs of all counters at once: read-only, encrypted, with a signed token, and each time is written into the log. Off as a rule.',
  'offer.off': 'Off',
  'offer.on': 'Offered',
  'offer.not-yet': 'Not reachable yet',
  'offer.switch': "Offer this counter's log in the network",
  'offer.address': 'Address of this PC',
  'offer.any': 'All addresses',
  'offer.port': 'Port',
  'offer.no-address': 'This PC is in no network',
  'offer.save': 'Save',
  'offer.saved': 'Saved.',
  'offer.fingerprint': 'Certificate (SHA-256)',
  'offer.line': 'The line for the list of counters',
  'offer.line-about':
    'Counters tell their hall by themselves; guiping hall hosts writes the list. Without a hall, give this line to hall IT.',
  'offer.pulls': 'Fetched lately',
  'offer.no-pulls': 'Nobody has fetched it yet.',
  'offer.pull': '{{time}} {{who}} ({{address}}): entries {{from}}–{{to}}, {{why}}',
  'offer.tokens': 'Tokens',
  'offer.tokens-about':
    'If a token file is lost or in wrong hands, call back every token signed until now, whoever signed it. For all counters at once, run guiping hall revoke-tokens --data DIR at the hall.',
  'offer.revoke': 'Call back all tokens',
  'offer.revoked': 'Tokens signed up to {{time}} were called back.',
  'offer.stick': 'By USB stick',
  'offer.stick-about':
    'Without a network, write the whole log as one .glog file, copy it to a stick and give it to hall IT.',
  'offer.stick-why': 'What for',
  'offer.stick-usual': 'Log for hall IT',
  'offer.stick-make': 'Write the .glog file',
  'offer.stick-done': '{{entries}} entries written. Copy the file to a stick:',
} as const

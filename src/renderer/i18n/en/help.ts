import type { help as zh } from '../zh/help.ts'

export const help: Readonly<Record<keyof typeof zh, string>> = {
  'help.title': 'Help',
  'help.open': 'Help',
  'help.roles': 'For whom',
  'help.clerk': 'Clerk',
  'help.keys': 'The hotkeys as they are now',
  'help.keys-none': 'No hotkey is set. A technician sets them under Hotkeys.',
  'help.action': 'What it does',
  'help.key': 'Key',
  'help.reach': 'Where it works',
  'help.reach-os': 'In every program',
  'help.reach-page': 'In Guiping only',
  'help.reach-refused': 'Taken by another program; in Guiping only',
  'help.in-page': 'Also on the pages of Guiping',
  'help.in-enter': 'Next step',
  'help.in-esc': 'Close, go back',
  'help.in-palette': 'List everything that can be done now',
  'help.in-digits': 'With "Not rated" open, a number chooses the reason',
  'help.troubles': 'The ten most likely troubles',

  'help.clerk-start':
    'One key, twice per matter: the first press opens it, the second asks to rate. The citizen presses, and the matter is done.',
  'help.clerk-1': 'The citizen pressed, but it does not say "Rated"',
  'help.clerk-1-do':
    'Only a press after the ask counts. Use "Ask again" and let the citizen press once more; if that fails, choose "Not rated" with a reason and tell the technician.',
  'help.clerk-2': 'The keypad is lost',
  'help.clerk-2-do':
    'Check the USB cable; it connects by itself once plugged in. Go on serving: the reason becomes "keypad offline" by itself.',
  'help.clerk-3': 'A hotkey does nothing',
  'help.clerk-3-do':
    'Click the big button instead, it does the same. See the table of hotkeys: a technician changes a key that is taken.',
  'help.clerk-4': 'Signing in says number or password is wrong',
  'help.clerk-4-do':
    'Check capitals and the staff number; after a few wrong tries there is a wait. For a forgotten password ask hall IT.',
  'help.clerk-5': 'The counter is locked',
  'help.clerk-5-do':
    'Unlock with your own password. For another clerk choose "Change clerk": the earlier shift ends as handed over.',
  'help.clerk-6': 'A matter was opened by mistake',
  'help.clerk-6-do':
    'Use "Undo" within 10 seconds. Later, before asking, choose "Not rated" with "Not finished".',
  'help.clerk-7': 'The wrong item is chosen',
  'help.clerk-7-do':
    'Click the item and choose again by name, code or pinyin initials: before, during and after the matter.',
  'help.clerk-8': 'The citizen left without rating',
  'help.clerk-8-do':
    'Choose "Not rated…" and press the number of a reason. If there is no time, you are asked again before signing out.',
  'help.clerk-9': 'It says "to deliver" or "delivery held up"',
  'help.clerk-9-do':
    'Nothing to do. Ratings are kept on this PC and go to the hall by themselves once it answers.',
  'help.clerk-10': 'Power cut, or the PC started again',
  'help.clerk-10-do':
    'Open Guiping and enter your password. It is the same matter; the time without power does not count.',

  'help.technician-start':
    'Press "Start the check" and go step by step: port, driver, keys, light, voice, then save. Each step says what to do.',
  'help.technician-1': 'No port in the list',
  'help.technician-1-do':
    'Try another USB cable and socket. On Windows look at the driver in the device manager; on Linux remove brltty, which takes CH340 away.',
  'help.technician-2': 'Another program has the port',
  'help.technician-2-do': 'Close the old rating or queue program. On Linux its name is shown.',
  'help.technician-3': 'No permission to open the port',
  'help.technician-3-do': 'Add this user to the group dialout, then log in to the system again.',
  'help.technician-4': 'Bytes come in, but no key',
  'help.technician-4-do':
    'The profile or the line settings are wrong. Check with another profile; if none fits, let it learn or record a capture.',
  'help.technician-5': 'The best key is taken for another level',
  'help.technician-5-do':
    'The wrong profile, or a key table to correct. Do not save; compare every key first.',
  'help.technician-6': 'PL2303 shows code 10',
  'help.technician-6-do':
    'This adapter does not work with the new driver. Use another adapter or the older driver.',
  'help.technician-7': 'The keypad is gone after a change of the USB socket',
  'help.technician-7-do':
    'One with a serial number is found by itself. Without one, choose the port here again and save.',
  'help.technician-8': 'A hotkey takes a key of the card terminal or the tax software',
  'help.technician-8-do': 'Use Ctrl+Alt with a number. Bare F-keys belong to the card terminal.',
  'help.technician-9': 'Enrolling at the hall fails',
  'help.technician-9-do':
    'A code lasts 30 minutes and works once. Check address and port, and ask the hall for another code.',
  'help.technician-10': 'The monitor or the check does not open',
  'help.technician-10-do':
    'While a clerk is at work, nobody sees what is pressed. Let the clerk sign out first.',

  'help.it-start':
    'Look at "Is this log whole?" first, then at delivery. All ratings of this counter are in its log, and nobody can change it quietly.',
  'help.it-1': 'To prove that ratings of a counter were not changed',
  'help.it-1-do':
    'Verify at that counter, and run guiping hall verify at the hall server. If both are whole, nothing was changed.',
  'help.it-2': 'The log does not verify',
  'help.it-2-do':
    "Delete nothing. Note from which entry on it does not fit, keep the hall's copy, and call a technician.",
  'help.it-3': 'More and more waits to be delivered',
  'help.it-3-do': 'Use "Deliver now" and read why. Mostly the network or the hall is down; no entry is lost.',
  'help.it-4': 'A clerk forgot the password',
  'help.it-4-do':
    'Get the whole present lists first (hall: guiping hall import --data DIR --out lists.xlsx), write a first password for the number there and import the whole table. It must be changed at the first sign-in.',
  'help.it-5': 'A new clerk cannot sign in',
  'help.it-5-do':
    'Counters fetch an imported staff table within 10 minutes. A counter without a hall must be connected first.',
  'help.it-6': 'The hall server came back from a backup',
  'help.it-6-do': 'Nothing to do. Counters see what is missing and send it again; nothing counts twice.',
  'help.it-7': 'Another PC, or a new system',
  'help.it-7-do':
    'Let everything be delivered, then back up the data folder. Never use one folder on two PCs.',
  'help.it-8': 'The disk is full',
  'help.it-8-do': 'Free some space. Every confirmed rating is there; until then no new one can be recorded.',
  'help.it-9': 'The hall shows another identity',
  'help.it-9-do':
    'Somebody may pretend to be the hall server. Stop, compare address and certificate, then decide about enrolling again.',
  'help.it-10': "The technician's or the IT password is lost",
  'help.it-10-do':
    'Close Guiping and run guiping staff reset technician or guiping staff reset it on this PC.',
}

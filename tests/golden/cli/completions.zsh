#compdef tcplab
# zsh completion for tcplab
_tcplab() {
  local -a commands
  commands=(
    'sample:Show one flag of every kind'
  )
  if (( CURRENT == 2 )); then _describe -t commands 'tcplab command' commands; return; fi
  local command=$words[2]
  if [[ $command == help ]]; then _describe -t commands 'tcplab command' commands; return; fi
  shift words; (( CURRENT-- ))
  case $command in
    sample)
      _arguments -s \
        '-p[Port to listen on]:PORT:' \
        '--port=[Port to listen on]:PORT:' \
        '--delay=[Wait before each read]:MS:' \
        '--timeout=[Give up after]:SECONDS:' \
        '--buffer=[Bytes read at most]:BYTES:' \
        '--rate=[Speed of the link]:BITS/S:' \
        '--loss=[Packets lost]:PERCENT:' \
        '--no-delay[Switch Nagle'\''s algorithm off]' \
        '-j[Print events as JSON]' \
        '--json[Print events as JSON]' \
        '--offload[Segmentation offload]' \
        '--no-offload[Segmentation offload]' \
        '-m[What to send; - reads standard input]:TEXT:' \
        '--message=[What to send; - reads standard input]:TEXT:' \
        '--html=[Write a page]:FILE:_files' \
        '--variant=[Which experiment]:v0|v1|v2:(v0 v1 v2)' \
        '*--drop=[Drop a packet]:N:' \
        '(-h --help)'{-h,--help}'[Show help]' \
        ':SCENARIO:(v1 v2 http-root)' \
        '*:FILE...:_files'
      ;;
  esac
}
if [[ $funcstack[1] == _tcplab ]]; then _tcplab "$@"; else compdef _tcplab tcplab; fi

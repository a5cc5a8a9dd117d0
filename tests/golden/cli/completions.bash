# bash completion for tcplab
_tcplab_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_tcplab_sentence() {
  local IFS=$'\n' text="${cur#[\"\']}"
  local last="${text##*[ (]}"
  COMPREPLY=($(compgen -P "${text%"$last"}" -W "${1// /$'\n'}" -- "$last"))
}
_tcplab_files() {
  local IFS=$'\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY+=($(compgen -f -- "$cur"))
}
_tcplab_captures() {
  local IFS=$'\n' ending
  compopt -o filenames 2>/dev/null
  for ending in pcap pcapng cap gz zst; do COMPREPLY+=($(compgen -f -X "!*.$ending" -- "$cur")); done
  if [[ ${#COMPREPLY[@]} -eq 0 ]]; then _tcplab_files; else COMPREPLY+=($(compgen -d -- "$cur")); fi
}
_tcplab_interfaces() { _tcplab_words "any $(command ls /sys/class/net 2>/dev/null)"; }
_tcplab() {
  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"
  if [[ $cur == = ]]; then cur=""
  elif [[ $prev == = && $COMP_CWORD -ge 3 ]]; then prev="${COMP_WORDS[COMP_CWORD-2]}"
  elif [[ $cur == --*=* ]]; then prev="${cur%%=*}"; cur="${cur#*=}"; fi
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then _tcplab_words "sample help --help --version"; return; fi
  case "${COMP_WORDS[1]}" in
    help) _tcplab_words "sample" ;;
    sample)
      case "$prev" in
        -p|--port) :; return ;;
        --delay) :; return ;;
        --timeout) :; return ;;
        --buffer) :; return ;;
        --rate) :; return ;;
        --loss) :; return ;;
        -m|--message) :; return ;;
        --html) _tcplab_files; return ;;
        --variant) _tcplab_words "v0 v1 v2"; return ;;
        --drop) :; return ;;
      esac
      if [[ $cur == -* ]]; then _tcplab_words "--port --delay --timeout --buffer --rate --loss --no-delay --json --offload --no-offload --message --html --variant --drop --help"
      else _tcplab_words "v1 v2 http-root"; fi ;;
  esac
}
complete -F _tcplab tcplab

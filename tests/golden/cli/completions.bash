# bash completion for tcplab
_tcplab() {
  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "sample help --help --version" -- "$cur")); return
  fi
  case "${COMP_WORDS[1]}" in
    help) COMPREPLY=($(compgen -W "sample" -- "$cur")) ;;
    sample)
      case "$prev" in
        -p|--port) COMPREPLY=(); return ;;
        --delay) COMPREPLY=(); return ;;
        --timeout) COMPREPLY=(); return ;;
        --buffer) COMPREPLY=(); return ;;
        --rate) COMPREPLY=(); return ;;
        --loss) COMPREPLY=(); return ;;
        -m|--message) COMPREPLY=(); return ;;
        --html) compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        --variant) COMPREPLY=($(compgen -W "v0 v1 v2" -- "$cur")); return ;;
        --drop) COMPREPLY=(); return ;;
      esac
      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--port --delay --timeout --buffer --rate --loss --no-delay --json --offload --no-offload --message --html --variant --drop --help" -- "$cur"))
      else COMPREPLY=($(compgen -W "v1 v2 http-root" -- "$cur")); fi ;;
  esac
}
complete -F _tcplab tcplab

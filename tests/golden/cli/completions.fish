# fish completion for tcplab
function __tcplab_captures
  set -l files (complete -C "__fish_command_without_completions "(commandline -ct))
  string match -r '^.*\.(?:pcap|pcapng|cap|pcap\.gz|pcapng\.gz|pcap\.zst|pcapng\.zst)$' -- $files
  string match -r '^.*/$' -- $files
  printf '%s\n' $files
end
function __tcplab_sentence
  set -l begin (commandline -ct | string replace -r '^(--[^=]*=)?["\']?' '' | string match -r '^.*[ (]')
  for word in $argv
    echo "$begin$word"
  end
end
complete -c tcplab -f
complete -c tcplab -s h -l help -d 'Show help'
complete -c tcplab -n __fish_use_subcommand -s V -l version -d 'Show versions'
complete -c tcplab -n __fish_use_subcommand -a sample -d 'Show one flag of every kind'
complete -c tcplab -n '__fish_seen_subcommand_from help' -a sample -d 'Show one flag of every kind'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -a 'v1 v2 http-root'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -s p -l port -x -d 'Port to listen on'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -l delay -x -d 'Wait before each read'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -l timeout -x -d 'Give up after'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -l buffer -x -d 'Bytes read at most'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -l rate -x -d 'Speed of the link'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -l loss -x -d 'Packets lost'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -l no-delay -d 'Switch Nagle\'s algorithm off'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -s j -l json -d 'Print events as JSON'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -l offload -d 'Segmentation offload'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -l no-offload -d 'Segmentation offload'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -s m -l message -x -d 'What to send; - reads standard input'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -l html -r -F -d 'Write a page'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -l variant -x -a 'v0 v1 v2' -d 'Which experiment'
complete -c tcplab -n '__fish_seen_subcommand_from sample' -l drop -x -d 'Drop a packet'

# zdm's words for fish, by zdm itself: zdm completion fish | source
function __zdm_candidates
    set -l words (commandline -opc)
    command $words[1] completion fish -- $words[2..] (commandline -ct | string collect --allow-empty) 2>/dev/null
end
function __zdm_takes_files
    __zdm_candidates | string match -q ':files'
end
complete -c zdm -f
complete -c zdm -n __zdm_takes_files -F
complete -c zdm -a '(__zdm_candidates | string match -v ":files")'

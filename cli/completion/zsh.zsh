#compdef zdm
# zdm's words for zsh, by zdm itself: source <(zdm completion zsh), or as _zdm in a folder of $fpath
_zdm() {
  local -a candidates
  local word meaning
  integer files=0 none=1
  while IFS=$'\t' read -r word meaning; do
    if [[ $word == :files ]]; then
      files=1
    else
      candidates+=("${word//:/\\:}:$meaning")
    fi
  done < <("${(Q)words[1]}" completion zsh -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)
  (( $#candidates )) && _describe 'zdm' candidates && none=0
  (( files )) && _files && none=0
  return none
}
if [[ ${funcstack[1]} == _zdm ]]; then _zdm "$@"; else compdef _zdm zdm; fi

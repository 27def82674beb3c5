# zdm's words for bash, by zdm itself: source <(zdm completion bash)
_zdm() {
  local current=$2 word meaning
  # bash breaks words at "="; what is completed then is what stands behind it.
  [[ $current != = ]] || current=
  COMPREPLY=()
  while IFS=$'\t' read -r word meaning; do
    if [[ $word == :files ]]; then
      compopt -o default
    elif [[ $word == "$current"* ]]; then
      COMPREPLY+=("$word")
    fi
  done < <("$1" completion bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _zdm zdm

# turnaround: completion for bash. What can come next is what `turnaround complete` prints.

# Sets words to those of the line $1, without their quotes; the last is the one at its end. Sets quote
# to the quote that is open there, redirected where that word is the file of a redirection.
_turnaround_split()
{
    local line=$1 i c word= any=
    words=() quote= redirected=
    for ((i = 0; i < ${#line}; i++)); do
        c=${line:i:1}
        if [[ $quote && $c == "$quote" ]]; then
            quote=
        elif [[ $quote == "'" ]]; then
            word+=$c
        elif [[ $c == \\ && ! ($quote && ${line:i+1:1} != [\"\$\`\\]) ]]; then
            word+=${line: ++i:1} any=1
        elif [[ $quote ]]; then
            word+=$c
        elif [[ $c == [\"\'] ]]; then
            quote=$c any=1
        elif [[ $c == [[:blank:]\<\>] ]]; then
            # a number or an & before < or > is no word
            if [[ $any && ! ($c == [\<\>] && $word == @(+([0-9])|'&')) ]]; then
                [[ $redirected ]] || words+=("$word")
                redirected=
            fi
            [[ $c == [\<\>] ]] && redirected=1
            word= any=
        else
            word+=$c any=1
        fi
    done
    words+=("$word")
}

# Sets escaped to $1 as it is written where the quote $2 is open.
_turnaround_escape()
{
    local i c special=$' \t"\'`$\\&|;<>()*?[]{}~#!'
    [[ $2 == '"' ]] && special='"$`\'
    escaped=
    for ((i = 0; i < ${#1}; i++)); do
        c=${1:i:1}
        if [[ $2 == "'" ]]; then
            [[ $c == "'" ]] && c="'\\''"
        elif [[ $special == *"$c"* ]]; then
            c=\\$c
        fi
        escaped+=$c
    done
}

_turnaround()
{
    local words quote redirected lines line before escaped typed cut
    local program=${1/#\~\//"$HOME"/}
    COMPREPLY=()
    _turnaround_split "${COMP_LINE:0:COMP_POINT}"
    if [[ $redirected ]]; then
        compopt -o default
        return
    fi
    line=${words[-1]}
    typed=("${words[@]:1:${#words[@]}-2}")
    typed=("${typed[@]/#\~\//"$HOME"/}")
    mapfile -t lines < <("$program" complete -- "${typed[@]}" "$line" 2>/dev/null)
    # readline replaces $2 alone, which may begin within the word, behind = or :
    _turnaround_split "$quote$2"
    cut=$((${#line} - ${#words[-1]}))
    for line in "${lines[@]}"; do
        if [[ $line == *$'\t'* ]]; then
            line=${line%%$'\t'*}
            [[ $line == *= ]] && compopt -o nospace
            _turnaround_escape "${line:cut}" "$quote"
            COMPREPLY+=("$escaped")
        else
            before=${line#:file} before=${before#:folder} before=${before# }
            if ((${#before} != cut)); then
                continue
            elif [[ $line == :folder* ]]; then
                compopt -o dirnames
            else
                compopt -o default
            fi
        fi
    done
}

complete -F _turnaround turnaround

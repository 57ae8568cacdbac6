# turnaround: completion for fish. What can come next is what `turnaround complete` prints.

function __turnaround_complete
    set -l words (commandline -opc | string replace -r '^~/' "$HOME/")
    set -l typed (commandline -ct | string unescape)
    set -l program $words[1]
    set -e words[1]
    test (count $typed) -gt 0; or set typed (commandline -ct | string replace -r '^["\']' '')
    for line in ($program complete -- $words $typed 2>/dev/null)
        if string match -q "*"\t"*" -- $line
            printf '%s\n' $line
        else
            set -l before (string replace -r '^:(file|folder) ?' '' -- $line)
            set -l path (string sub -s (math (string length -- "$before") + 1) -- "$typed")
            if string match -q ':folder*' -- $line
                printf '%s\n' $before(__fish_complete_directories $path '')
            else
                printf '%s\n' $before(__fish_complete_path $path '')
            end
        end
    end
end

complete -c turnaround -f -a '(__turnaround_complete)'

#!/bin/sh
# hardened.sh PROGRAM [fortified]: it can be loaded anywhere; what the loader has linked is read-only
# before main; no page can be both written and run; stacks are guarded; and, if it is to be, the calls
# of the C library know the sizes of what they write to.
set -eu
program=$1
fail=0
say() {
    echo "hardened: $program: $*" >&2
    fail=1
}
headers=$(LC_ALL=C readelf -hlW "$program")
dynamic=$(LC_ALL=C readelf -dW "$program")
symbols=$(LC_ALL=C readelf -W --dyn-syms "$program")
has() { echo "$1" | grep -qE "$2"; }

has "$headers" 'Type: +DYN' && has "$dynamic" 'FLAGS_1.* PIE' || say "is not position-independent"
has "$headers" '^ +GNU_RELRO' && has "$dynamic" '\(FLAGS\).*BIND_NOW' || say "has no full RELRO"
has "$headers" '^ +GNU_STACK.* RW +0x' || say "has a stack that can be run"
! has "$headers" '^ +LOAD.* RWE ' || say "has a page that can be written and run"
! has "$dynamic" '\((RPATH|RUNPATH|TEXTREL)\)' || say "has a search path or relocations in its text"
has "$symbols" ' __stack_chk_fail' || say "has no guarded stack"
fortified=$(echo "$symbols" | grep -cE ' __[a-z]+_chk(@|$)' || true)
[ $# = 1 ] || [ "$fortified" -ge 1 ] || say "has $fortified fortified calls"
exit $fail

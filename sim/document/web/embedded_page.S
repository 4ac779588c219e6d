// The page of reports, as npm has built it from sim/document/web; empty where there is no npm.
    .section .rodata
    .global meridian_page_begin
    .global meridian_page_end
    .balign 16
meridian_page_begin:
    .incbin MERIDIAN_PAGE
meridian_page_end:
    .byte 0
    .section .note.GNU-stack, "", @progbits

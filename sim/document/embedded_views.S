// views.json, which the program holds.
    .section .rodata
    .global meridian_views_begin
    .global meridian_views_end
    .balign 16
meridian_views_begin:
    .incbin MERIDIAN_VIEWS
meridian_views_end:
    .byte 0
    .section .note.GNU-stack, "", @progbits

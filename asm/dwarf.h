/* The constants of DWARF 5 that Peach writes (DWARF 5, section 7). */
#ifndef ASM_DWARF_H
#define ASM_DWARF_H

enum dwarf_tag { DW_TAG_compile_unit = 0x11 };
enum dwarf_children { DW_CHILDREN_no = 0, DW_CHILDREN_yes = 1 };
enum dwarf_unit_type { DW_UT_compile = 1 };
enum dwarf_language { DW_LANG_C11 = 0x1d, DW_LANG_Mips_Assembler = 0x8001 };

enum dwarf_attribute {
    DW_AT_name = 0x03,
    DW_AT_stmt_list = 0x10,
    DW_AT_low_pc = 0x11,
    DW_AT_high_pc = 0x12,
    DW_AT_language = 0x13,
    DW_AT_comp_dir = 0x1b,
    DW_AT_producer = 0x25,
    DW_AT_ranges = 0x55,
};

enum dwarf_form {
    DW_FORM_addr = 0x01,
    DW_FORM_data2 = 0x05,
    DW_FORM_data4 = 0x06,
    DW_FORM_string = 0x08,
    DW_FORM_udata = 0x0f,
    DW_FORM_sec_offset = 0x17,
};

/* The upper two bits of an opcode, with an operand in the lower six; and the opcodes without. */
enum dwarf_frame {
    DW_CFA_advance_loc = 0x40,
    DW_CFA_offset = 0x80,
    DW_CFA_restore = 0xc0,
    DW_CFA_nop = 0x00,
    DW_CFA_advance_loc4 = 0x04,
    DW_CFA_undefined = 0x07,
    DW_CFA_same_value = 0x08,
    DW_CFA_remember_state = 0x0a,
    DW_CFA_restore_state = 0x0b,
    DW_CFA_def_cfa = 0x0c,
    DW_CFA_def_cfa_register = 0x0d,
    DW_CFA_def_cfa_offset = 0x0e,
    DW_CFA_offset_extended_sf = 0x11,
};

enum dwarf_line_standard {
    DW_LNS_copy = 1,
    DW_LNS_advance_pc = 2,
    DW_LNS_advance_line = 3,
    DW_LNS_set_file = 4,
    DW_LNS_set_column = 5,
    DW_LNS_negate_stmt = 6,
    DW_LNS_set_prologue_end = 10,
};
enum dwarf_line_extended { DW_LNE_end_sequence = 1, DW_LNE_set_address = 2 };
enum dwarf_line_content { DW_LNCT_path = 1, DW_LNCT_directory_index = 2 };
enum dwarf_range_entry { DW_RLE_end_of_list = 0, DW_RLE_start_end = 6 };

#endif

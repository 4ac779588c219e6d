# cmake -DNPM=... -DSOURCE=... -DWORK=... -DPAGE=... -P build_page.cmake: builds the page in WORK into PAGE. Without
# npm, or where it cannot install what the page needs, PAGE is empty and the build says so.
file(MAKE_DIRECTORY ${WORK})
file(COPY ${SOURCE}/ DESTINATION ${WORK} PATTERN node_modules EXCLUDE)
set(failed "npm is not installed")
if(NPM)
  execute_process(COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error WORKING_DIRECTORY ${WORK}
                  RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  set(failed "npm ci failed: ${output}")
  if(code EQUAL 0)
    execute_process(COMMAND ${NPM} run --silent build -- ${PAGE} WORKING_DIRECTORY ${WORK}
                    RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT code EQUAL 0)
      message(FATAL_ERROR "the page of reports cannot be built:\n${output}")
    endif()
    set(failed "")
  endif()
endif()
if(failed)
  message(WARNING "reports as HTML and PDF are left out (every other format works): ${failed}")
  file(WRITE ${PAGE} "")
endif()

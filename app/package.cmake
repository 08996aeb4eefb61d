# What an installation consists of besides the programs, and the packages made of it.
set(rasctl_data ${CMAKE_INSTALL_DATADIR})
install(FILES completions/rasctl.bash DESTINATION ${rasctl_data}/bash-completion/completions RENAME rasctl)
install(FILES completions/_rasctl DESTINATION ${rasctl_data}/zsh/vendor-completions)
install(FILES completions/rasctl.fish DESTINATION ${rasctl_data}/fish/vendor_completions.d)
install(FILES completions/rasctl.ps1 DESTINATION ${rasctl_data}/rasctl)
install(FILES README.md app/package/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
set(changelog ${PROJECT_BINARY_DIR}/changelog)
configure_file(app/package/changelog ${changelog} COPYONLY)
install(CODE "execute_process(COMMAND gzip -9nkf \"${changelog}\" COMMAND_ERROR_IS_FATAL ANY)")
install(FILES ${changelog}.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})

# rasctl writes the manual itself: the pages of man/ are in it, and those of the nouns come from the catalogue.
set(writer "$<TARGET_FILE:rasctl>")
if(CMAKE_CROSSCOMPILING)
    set(writer "${RASCTL_NATIVE_BUILD}/app/rasctl")
endif()
install(CODE "set(manual_destination \"${CMAKE_INSTALL_MANDIR}\")")
install(CODE "set(writer \"${writer}\")")
install(CODE [[
    set(manual "$<TARGET_FILE_DIR:rasctl>/manual")
    file(REMOVE_RECURSE "${manual}")
    execute_process(
        COMMAND "${writer}" man --output-dir "${manual}"
        COMMAND_ERROR_IS_FATAL ANY)
    file(GLOB pages "${manual}/*")
    execute_process(COMMAND gzip -9n ${pages} COMMAND_ERROR_IS_FATAL ANY)
    foreach(section 1 5 7)
        file(GLOB pages "${manual}/*.${section}.gz")
        file(INSTALL DESTINATION "${CMAKE_INSTALL_PREFIX}/${manual_destination}/man${section}" TYPE FILE
            FILES ${pages})
    endforeach()
]])

set(CPACK_PACKAGE_NAME rasctl)
set(CPACK_PACKAGE_VENDOR "The rasctl authors")
set(CPACK_PACKAGE_CONTACT "The rasctl authors <rasctl@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "command-line administration of Parallels RAS farms")
set(CPACK_PACKAGE_DESCRIPTION
    "rasctl administers Parallels RAS farms through their REST API: every operation
is a command with typed flags, help, completion and a manual page. It comes
with rasctl-simulate, a simulated farm to learn and to try scripts.")
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS ca-certificates)
# Loaded only for --jq; the manual pages want a viewer.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libjq1, libidn2-0, man-db | mandoc")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS bash-completion)
if(CMAKE_CROSSCOMPILING)
    set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE ${RASCTL_ARCHITECTURE})
endif()
include(CPack)

# The same of the fully static programs (app/static): cpack --config CPackStatic.cmake
set(static_licences ${PROJECT_BINARY_DIR}/jq)
install(FILES app/static/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/rasctl-static COMPONENT static
    EXCLUDE_FROM_ALL)
install(FILES ${static_licences}/jq.copyright ${static_licences}/oniguruma.copyright
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/rasctl-static COMPONENT static EXCLUDE_FROM_ALL)
configure_file(app/package/CPackStatic.cmake.in ${PROJECT_BINARY_DIR}/CPackStatic.cmake @ONLY)

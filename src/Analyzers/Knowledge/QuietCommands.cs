using System;
using System.Collections.Immutable;

namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>Commands whose output fits any pipe, whatever they are given: a start of one cannot block on it.</summary>
internal static class QuietCommands
{
    /// <summary>File names without directory and extension.</summary>
    public static readonly ImmutableHashSet<string> Names = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "arch", "attrib", "chattr", "chcon", "chgrp", "chmod", "chown", "cp", "groups", "hostname", "icacls", "id", "kill", "killall",
        "ln", "logname", "mkdir", "mkfifo", "mktemp", "mklink", "mv", "nproc", "open", "pidof", "pkill", "pwd", "readlink", "realpath",
        "renice", "rm", "rmdir", "setfacl", "sleep", "stat", "sync", "taskkill", "touch", "tty", "umask", "uname", "where", "which",
        "whoami", "xattr", "xdg-open");

    /// <summary>
    /// Asks a program for its version as the last of several arguments too. The short forms mean something else there: `grep x -v`.
    /// </summary>
    public const string LastVersionQuestion = "--version";

    /// <summary>Arguments that ask a program for its version, when nothing else is asked.</summary>
    public static readonly ImmutableHashSet<string> VersionQuestions =
        ImmutableHashSet.Create(StringComparer.Ordinal, LastVersionQuestion, "-v", "-V", "-version", "/version");
}

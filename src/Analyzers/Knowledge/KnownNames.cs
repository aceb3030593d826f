namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>The lists of Names.txt. "By name" says that the name decides, whatever type it belongs to.</summary>
internal static partial class KnownNames
{
    /// <summary>Methods that give the same task in another form, by name.</summary>
    public static readonly NameList SameTask = NameList.Of("same-task");

    /// <summary>Methods that wait for tasks and may have a limit, by name.</summary>
    public static readonly NameList TaskWaits = NameList.Of("task-waits");

    /// <summary>Methods that give a task which continues where another one ends, by name.</summary>
    public static readonly NameList TaskContinuations = NameList.Of("task-continuations");

    /// <summary>Methods that finish the task of a source, by name.</summary>
    public static readonly NameList TaskCompletions = NameList.Of("task-completions");

    /// <summary>Properties that are true only of a finished task, by name.</summary>
    public static readonly NameList TaskEnds = NameList.Of("task-ends");

    /// <summary>What gives a task that is finished already, by name.</summary>
    public static readonly NameList CompletedTasks = NameList.Of("completed-tasks");

    /// <summary>Types whose values are read element by element, by name.</summary>
    public static readonly NameList Sequences = NameList.Of("sequences");

    /// <summary>Methods that hand out an element which the collection keeps, by name.</summary>
    public static readonly NameList KeptElements = NameList.Of("kept-elements");

    /// <summary>Methods that let a counter grow out of the value that it has, by name.</summary>
    public static readonly NameList CounterSteps = NameList.Of("counter-steps");

    /// <summary>Methods that assign their second argument to the first, by name.</summary>
    public static readonly NameList ReferenceWrites = NameList.Of("reference-writes");

    /// <summary>Words of an atomic read that say nothing of what is read.</summary>
    public static readonly NameList AtomicWords = NameList.Of("atomic-words");

    /// <summary>Names of methods that dispose of their object.</summary>
    public static readonly NameList Disposals = NameList.Of("disposals");

    /// <summary>Interfaces of collections by which nothing is changed, by name.</summary>
    public static readonly NameList ReadOnlyInterfaces = NameList.Of("read-only-interfaces");

    /// <summary>Methods by which a list serves as a queue, by name.</summary>
    public static readonly NameList ListChanges = NameList.Of("list-changes");

    /// <summary>Calls that take a lock which a thread owns.</summary>
    public static readonly NameList LockTakes = NameList.Of("lock-takes");

    /// <summary>Calls that release such a lock.</summary>
    public static readonly NameList LockReleases = NameList.Of("lock-releases");

    /// <summary>Calls that take or release a semaphore, besides WaitOne.</summary>
    public static readonly NameList SemaphoreCalls = NameList.Of("semaphore-calls");

    /// <summary>Calls that take a lock and can say that they have not.</summary>
    public static readonly NameList LockTries = NameList.Of("lock-tries");

    /// <summary>What the names of calls on locks begin with.</summary>
    public static readonly NameList LockVerbs = NameList.Of("lock-verbs");

    /// <summary>Properties that are true only of a lock which this thread holds, by name.</summary>
    public static readonly NameList HeldLocks = NameList.Of("held-locks");

    /// <summary>Other members that are asked whether a lock is held.</summary>
    public static readonly NameList LockQuestions = NameList.Of("lock-questions");

    /// <summary>Calls that wait for a signal, by name.</summary>
    public static readonly NameList SignalWaits = NameList.Of("signal-waits");

    /// <summary>What one part of a program signals another with that it may continue.</summary>
    public static readonly NameList SignalTypes = NameList.Of("signal-types");

    /// <summary>Waits for several objects at once, by name.</summary>
    public static readonly NameList SeveralWaits = NameList.Of("several-waits");

    /// <summary>Waits that do not depend on other code, by name.</summary>
    public static readonly NameList OwnWaits = NameList.Of("own-waits");

    /// <summary>Namespaces whose waits depend on other code.</summary>
    public static readonly NameList WaitNamespaces = NameList.Of("wait-namespaces");

    /// <summary>Types whose methods and constructors throw when what they ask for is not there.</summary>
    public static readonly NameList ThrowingTypes = NameList.Of("throwing-types");

    /// <summary>Methods that throw when what they are given is wrong, by name.</summary>
    public static readonly NameList ThrowingNames = NameList.Of("throwing-names");

    /// <summary>Members of such types that do not throw.</summary>
    public static readonly NameList QuietMembers = NameList.Of("quiet-members");

    /// <summary>Methods of the framework that take null, by name.</summary>
    public static readonly NameList NullTakers = NameList.Of("null-takers");

    /// <summary>Exceptions whose catch catches a member of null.</summary>
    public static readonly NameList NullCatches = NameList.Of("null-catches");

    /// <summary>Exceptions whose catch catches what a release of a mutex throws that is not owned.</summary>
    public static readonly NameList ReleaseCatches = NameList.Of("release-catches");

    /// <summary>Exceptions whose catch catches an abandoned mutex.</summary>
    public static readonly NameList AbandonedCatches = NameList.Of("abandoned-catches");

    /// <summary>Exceptions whose catch catches a file that another process has open.</summary>
    public static readonly NameList FileLockCatches = NameList.Of("file-lock-catches");

    /// <summary>What names of files have in them that are there to be held.</summary>
    public static readonly NameList LockFileWords = NameList.Of("lock-file-words");

    /// <summary>Members of a stream by which a file is held and not read or written, by name.</summary>
    public static readonly NameList StreamHolds = NameList.Of("stream-holds");

    /// <summary>Members of a stream by which a lock file may say who holds it, by name.</summary>
    public static readonly NameList StreamMarks = NameList.Of("stream-marks");

    /// <summary>Methods of File that read, write or move what a file holds, by name.</summary>
    public static readonly NameList FileData = NameList.Of("file-data");

    /// <summary>What makes a name that nobody else has, by name.</summary>
    public static readonly NameList RandomNames = NameList.Of("random-names");

    /// <summary>Calls that give a mutex back, by name.</summary>
    public static readonly NameList MutexReturns = NameList.Of("mutex-returns");

    /// <summary>Enums whose members are passed next to a name.</summary>
    public static readonly NameList PrimitiveOptions = NameList.Of("primitive-options");

    /// <summary>Types whose calls are no work that a lock could be held for.</summary>
    public static readonly NameList GuardAsides = NameList.Of("guard-asides");

    /// <summary>Namespaces whose side effects outlive the process.</summary>
    public static readonly NameList LastingNamespaces = NameList.Of("lasting-namespaces");

    /// <summary>What a name has in it that says Windows.</summary>
    public static readonly NameList WindowsWords = NameList.Of("windows-words");

    /// <summary>What a name has in it that says another system.</summary>
    public static readonly NameList UnixWords = NameList.Of("unix-words");

    /// <summary>Assemblies that run on Windows only.</summary>
    public static readonly NameList WindowsLibraries = NameList.Of("windows-libraries");

    /// <summary>Assemblies of the framework whose names do not begin with its namespaces.</summary>
    public static readonly NameList FrameworkAssemblies = NameList.Of("framework-assemblies");

    /// <summary>A change of the environment or the current directory has one of these words.</summary>
    public static readonly NameList AmbientWords = NameList.Of("ambient-words");

    /// <summary>Methods that read variables of the environment.</summary>
    public static readonly NameList EnvironmentReads = NameList.Of("environment-reads");

    /// <summary>Variables, in capitals, by which the process that starts another one finds its file.</summary>
    public static readonly NameList SearchPaths = NameList.Of("search-paths");

    /// <summary>Types and namespaces whose members do not look at the current directory.</summary>
    public static readonly NameList DirectoryFree = NameList.Of("directory-free");

    /// <summary>Attributes by which test frameworks keep a test from running alongside others.</summary>
    public static readonly NameList RunsAlone = NameList.Of("runs-alone");

    /// <summary>What makes a number of a handle or an address.</summary>
    public static readonly NameList HandleNumbers = NameList.Of("handle-numbers");

    /// <summary>Types of numbers that a handle is cast to.</summary>
    public static readonly NameList NativeNumbers = NameList.Of("native-numbers");

    /// <summary>Words of code that gives the child what the number stands for.</summary>
    public static readonly NameList HandleGifts = NameList.Of("handle-gifts");

    /// <summary>What makes a hash code.</summary>
    public static readonly NameList HashWords = NameList.Of("hash-words");

    /// <summary>Methods whose result says what they are called on, by name.</summary>
    public static readonly NameList CarriedTexts = NameList.Of("carried-texts");

    /// <summary>Types whose methods return what says what they were given.</summary>
    public static readonly NameList CarryingTypes = NameList.Of("carrying-types");

    /// <summary>Types of options by which other code writes the members, by name.</summary>
    public static readonly NameList ForeignOptions = NameList.Of("foreign-options");

    /// <summary>Methods of the framework that hand out addresses and handles, by name.</summary>
    public static readonly NameList AddressSources = NameList.Of("address-sources");

    /// <summary>Properties that do, by name.</summary>
    public static readonly NameList AddressProperties = NameList.Of("address-properties");

    /// <summary>What names of integers have in them that count bytes or items.</summary>
    public static readonly NameList CountWords = NameList.Of("count-words");

    /// <summary>Parameters that take what is written to shared memory.</summary>
    public static readonly NameList WrittenParameters = NameList.Of("written-parameters");

    /// <summary>What names of files have in them that are small.</summary>
    public static readonly NameList SettingsWords = NameList.Of("settings-words");

    /// <summary>Methods that are called like the functions which they wrap.</summary>
    public static readonly NameList ForkWrappers = NameList.Of("fork-wrappers");

    /// <summary>Attributes of native imports, without `Attribute`.</summary>
    public static readonly NameList ImportAttributes = NameList.Of("import-attributes");

    /// <summary>Methods that look a native function up, by name.</summary>
    public static readonly NameList ExportLookUps = NameList.Of("export-look-ups");

    /// <summary>Functions of the system that copy the process.</summary>
    public static readonly NameList ForkFunctions = NameList.Of("fork-functions");

    /// <summary>Those that do nothing else, and tell the child by the result 0.</summary>
    public static readonly NameList PlainForks = NameList.Of("plain-forks");

    /// <summary>Functions of the system by which a process becomes another program.</summary>
    public static readonly NameList ExecFunctions = NameList.Of("exec-functions");

    /// <summary>Libraries that have them, without `lib` and extension.</summary>
    public static readonly NameList SystemLibraries = NameList.Of("system-libraries");
}

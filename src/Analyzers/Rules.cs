using Microsoft.CodeAnalysis;

namespace ProcessSafety.Analyzers;

/// <summary>Every diagnostic of the package, family by family. The contract of each id is its page under docs/rules.</summary>
public static class Rules
{
    private const string AmbientState = "ProcessSafety.AmbientState";
    private const string Boundary = "ProcessSafety.Boundary";
    private const string Channels = "ProcessSafety.Channels";
    private const string Configuration = "ProcessSafety.Configuration";
    private const string ExitAndSignal = "ProcessSafety.ExitAndSignal";
    private const string EntryPoint = "ProcessSafety.EntryPoint";
    private const string Finalization = "ProcessSafety.Finalization";
    private const string Fork = "ProcessSafety.Fork";
    private const string Memory = "ProcessSafety.Memory";
    private const string Synchronization = "ProcessSafety.Synchronization";
    private const string ProcessIO = "ProcessSafety.ProcessIO";

    /// <summary>The pages of the version that is installed: those of a later one may say more than it does.</summary>
    private static readonly string DocsRoot = "https://github.com/ProcessSafety/ProcessSafety.Analyzers/blob/v"
        + $"{typeof(Rules).Assembly.GetName().Version.ToString(fieldCount: 3)}/docs/rules/";

    private const string ConfigurationIsWrongTitle = "Configuration is not understood";
    private const string ConfigurationIsWrongMessage = "'{0}' has no effect: {1}. Correct the line or remove it.";
    private const string ConfigurationIsWrongDescription =
        "A line of a ProcessSafety.Apis file cannot be parsed, or names a member or parameter that this project cannot see; or an option "
            + "has an invalid value. All other lines and options apply.";

    public static readonly DiagnosticDescriptor ApiLineIsWrong = Warning(
        id: "PSAFE001", Configuration,
        ConfigurationIsWrongTitle, ConfigurationIsWrongMessage, ConfigurationIsWrongDescription);

    /// <summary>The one rule that is not live: an analyzer sees the values of options, but not where they stand.</summary>
    public static readonly DiagnosticDescriptor OptionIsWrong = new(
        "PSAFE001",
        ConfigurationIsWrongTitle,
        ConfigurationIsWrongMessage,
        Configuration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        ConfigurationIsWrongDescription,
        DocsRoot + "PSAFE001.md",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor CapturedByChild = Warning(
        id: "PSAFE101", Boundary,
        "Captured variable does not reach the child process",
        "'{0}' stays in the parent: the child creates the closure again and finds {1} there. Pass the value as an argument.",
        "A delegate that runs in another process uses a captured variable. The child finds the delegate's method by name and calls it on "
            + "a new object, in which no captured variable has its value.");

    public static readonly DiagnosticDescriptor PrimitiveOfOneProcess = Warning(
        id: "PSAFE102", Boundary,
        "Lock or signal is not shared with the child process",
        "'{0}' is a separate object in the child process: locks and signals do not cross over. Open one named primitive on both sides.",
        "A delegate that runs in another process uses a lock or signal without a name, and so does this process. Each process has its own "
            + "object: both enter the lock at the same time, and no signal arrives.");

    public static readonly DiagnosticDescriptor QueueOfOneProcess = Warning(
        id: "PSAFE103", Boundary,
        "Queue is not shared with the child process",
        "'{0}' is a separate queue in the child process: items do not cross over. Send them through a pipe, the child's output or a file.",
        "A delegate that runs in another process uses a queue, and so does this process. Each process has its own queue, and nothing "
            + "moves between them.");

    public static readonly DiagnosticDescriptor ParentStateInChild = Warning(
        id: "PSAFE104", Boundary,
        "Static state of the parent does not reach the child process",
        "'{0}' is {1} in the child process: the parent's value does not reach it. Pass the value as an argument.",
        "A delegate that runs in another process reads static state that the parent assigns at run time. The child starts with the value "
            + "of the initializer, not with the one that the parent assigned.");

    public static readonly DiagnosticDescriptor RawHandleToChild = Warning(
        id: "PSAFE105", Boundary,
        "Raw handle value is passed to a child process",
        "'{0}' is valid in this process only: in the child it is invalid or another object. Let the child open the object by name, or "
            + "inherit a pipe.",
        "The value of a handle, a function pointer or an address goes into the arguments or the environment of a child process. Handles "
            + "are not inherited unless that is requested, and each process has its own handle values and addresses.");

    public static readonly DiagnosticDescriptor ProcessBoundPayload = Warning(
        id: "PSAFE106", Boundary,
        "Process-local object is serialized",
        "'{0}' is {1}: {2} throws or writes an unrelated copy. {3}.",
        "A type that is serialized has a member that works only inside its own process: a lock, a signal, a cancellation token, a "
            + "delegate, a task, a stream or a handle. The serializer throws, or the reader gets another object: a token that is never "
            + "canceled, a lock that nobody else holds, a task that never completes.");

    public static readonly DiagnosticDescriptor LockIsNullAfterReading = Warning(
        id: "PSAFE107", Boundary,
        "Lock field is null after deserialization",
        "'{0}' is null after deserialization, and its first use throws: {1} skips initializers. {2}.",
        "A field with an initializer holds a lock or a signal, and a deserializer creates the object without running constructors and "
            + "initializers. The field stays null, and the first code that locks it throws.");

    public static readonly DiagnosticDescriptor UnstableHash = Warning(
        id: "PSAFE108", Boundary,
        "Randomized hash code is used across processes",
        "'{0}' is different in each process, so {1} does not match. Use a stable hash, such as SHA-256.",
        "A hash code that .NET computes with a seed per process becomes part of a name that two processes share, or of what a child "
            + "process gets. Each process computes another number, so the two never match.");

    public static readonly DiagnosticDescriptor ChildEndsAtAwait = Warning(
        id: "PSAFE109", Boundary,
        "Child process ends at the first await",
        "'{0}' cannot wait for an async void delegate: the child ends at the first await, and the rest never runs. Return a Task.",
        "A delegate that runs in another process is async and returns void. Its caller cannot know when it is done, so the child exits as "
            + "soon as the delegate reaches an await that does not complete at once.");

    public static readonly DiagnosticDescriptor StateOfOtherSide = Warning(
        id: "PSAFE110", Boundary,
        "Static state set in one process is read in another",
        "'{0}' is set only by {1}: {2} has its own copy, which never changes. Pass the value as an argument.",
        "A program starts itself, and one side reads static state that only the other side sets: the parent sets it before it starts a "
            + "worker, or the worker leaves its result there. Each process has its own static state.");

    public static readonly DiagnosticDescriptor FinalizerUsesLockedCollection = Warning(
        id: "PSAFE201", Finalization,
        "Finalizer uses a collection under a shared lock",
        "'{0}' guards '{1}': while other code holds the lock, no finalizer runs. Use a concurrent collection instead.",
        "A finalizer adds to or takes from a collection under a lock that application code holds too. The finalizer thread blocks while "
            + "it waits, keeps the process from exiting, and deadlocks when the holder of the lock waits for finalizers.");

    public static readonly DiagnosticDescriptor FinalizerTakesSharedLock = Warning(
        id: "PSAFE202", Finalization,
        "Finalizer takes a shared lock",
        "'{0}' blocks all finalizers while other code holds the lock. Move the work to Dispose, or hand it to another thread through a "
            + "queue.",
        "A finalizer takes a lock that application code holds too. The finalizer thread blocks while it waits, keeps the process from "
            + "exiting, and deadlocks when the holder of the lock waits for finalizers.");

    public static readonly DiagnosticDescriptor FinalizerBlocks = Warning(
        id: "PSAFE203", Finalization,
        "Finalizer can block indefinitely",
        "'{0}' {1}: no other finalizer runs meanwhile. Limit the wait, or hand the work to another thread.",
        "A finalizer waits for something with no time limit. All finalizers of the process share one thread: while it waits, no other "
            + "object is finalized, and the process cannot exit.");

    public static readonly DiagnosticDescriptor FinalizerMutatesSharedCollection = Warning(
        id: "PSAFE204", Finalization,
        "Finalizer changes a shared collection without a lock",
        "'{0}' changes '{1}' while other threads use it: items are lost, or an exception ends the process. Use a concurrent collection "
            + "instead.",
        "A finalizer changes a collection that is not thread-safe, with no lock, while application code uses it. The collection loses "
            + "items or throws, and an exception in a finalizer ends the process.");

    public static readonly DiagnosticDescriptor FinalizerReleasesUnownedLock = Warning(
        id: "PSAFE205", Finalization,
        "Finalizer releases a lock it does not hold",
        "'{0}' throws because the finalizer thread does not own the lock, and that ends the process. Release it on the thread that took "
            + "it.",
        "A finalizer releases a thread-affine lock that it did not take. The finalizer thread does not own the lock, so the release "
            + "always throws, and an exception in a finalizer ends the process.");

    public static readonly DiagnosticDescriptor WaitsForFinalizersUnderLock = Warning(
        id: "PSAFE206", Finalization,
        "Waiting for finalizers under a lock can deadlock",
        "'{0}' waits for finalizers while '{1}' is held{2}: if a finalizer needs the lock, both threads hang. Wait after releasing the "
            + "lock.",
        "GC.WaitForPendingFinalizers and GC.GetTotalMemory(true) wait for the finalizer thread. When a finalizer needs a lock that the "
            + "waiting thread holds, both hang.");

    public static readonly DiagnosticDescriptor FinalizerRunsContinuations = Warning(
        id: "PSAFE207", Finalization,
        "Finalizer runs task continuations",
        "'{0}' runs continuations on the finalizer thread, and all finalizers wait. Create '{1}' with "
            + "TaskCreationOptions.RunContinuationsAsynchronously.",
        "A finalizer completes a TaskCompletionSource that runs its continuations inline. They run on the finalizer thread, and one that "
            + "blocks stops all finalizers and keeps the process from exiting.");

    public static readonly DiagnosticDescriptor FinalizerUsesUnassignedField = Warning(
        id: "PSAFE208", Finalization,
        "Finalizer uses a field that may still be null",
        "'{0}' throws if the constructor failed before it assigned '{1}', and that ends the process. Check for null.",
        "A finalizer uses a field that the constructor assigns only after something that can throw. An object whose constructor throws is "
            + "finalized too. The field is null then, and an exception in a finalizer ends the process.");

    public static readonly DiagnosticDescriptor NamedPrimitiveOnUnix = Warning(
        id: "PSAFE301", Synchronization,
        "Named primitive is not supported on Linux and macOS",
        "'{0}' {1}, which Linux and macOS do not support. {2}.",
        "An event, a semaphore or shared memory gets a name, or a named mutex is one of several handles to wait for, in code that can run "
            + "on Linux and macOS. Of the named primitives, only Mutex is supported there; the others throw PlatformNotSupportedException "
            + "when they are created.");

    public static readonly DiagnosticDescriptor NameInTwoScopes = Warning(
        id: "PSAFE302", Synchronization,
        "Same name is opened in different scopes",
        "'{0}' is {1} here and {2}: {3}. {4}.",
        "A mutex, semaphore, event or shared memory has one name but two scopes: with Global\\ and without, or with options that say "
            + "another one. Names in two scopes are two objects, so processes that mean to exclude or to signal each other do not meet.");

    public static readonly DiagnosticDescriptor MutexNameOnUnix = Warning(
        id: "PSAFE303", Synchronization,
        "Mutex name is invalid on Linux and macOS",
        "'{0}' {1}: the mutex throws IOException on Linux and macOS. Use letters, digits, dots and underscores after the prefix.",
        "The name of a mutex is the name of a file on Linux and macOS. A slash or backslash after the prefix, a lowercase prefix and a "
            + "path throw an IOException there.");

    public static readonly DiagnosticDescriptor LockHeldAcrossAwait = Warning(
        id: "PSAFE304", Synchronization,
        "Thread-affine lock is held across await",
        "'{0}' is still held at '{1}': the code after it can run on another thread, where the release throws {2}. Use SemaphoreSlim.",
        "A mutex, monitor, Lock, reader-writer lock or spin lock belongs to the thread that took it. After an await, or a yield return of "
            + "an async iterator, the method can continue on another thread: the release throws there, and nobody can take the lock "
            + "anymore.");

    public static readonly DiagnosticDescriptor MutexIsAbandoned = Suggestion(
        id: "PSAFE305", Synchronization,
        "AbandonedMutexException is not handled",
        "'{0}' {1}.",
        "When a process dies while it holds a named mutex, or an exception skips the release, the mutex is abandoned. The next wait gets "
            + "it and throws AbandonedMutexException, because the data that the mutex guards may be inconsistent.");

    public static readonly DiagnosticDescriptor InstanceGuardLost = Warning(
        id: "PSAFE306", Synchronization,
        "Single-instance mutex is released too early",
        "'{0}' {1}, so a second instance can start. Keep it in a static field, or in a using declaration in Main.",
        "A named mutex or a locked file decides whether this instance of the program continues. Then its object is disposed, or nothing "
            + "uses it anymore and the next garbage collection finalizes it. The name is free again, and the next instance takes itself "
            + "for the first.");

    public static readonly DiagnosticDescriptor OwnershipIsAssumed = Warning(
        id: "PSAFE307", Synchronization,
        "Mutex ownership is assumed without checking createdNew",
        "'{0}' owns the mutex only if it creates it: {1}. Pass initiallyOwned: false, and wait for it.",
        "A constructor of Mutex with initiallyOwned: true gives ownership only when it creates the mutex. When another process has "
            + "created it before, nothing is owned; only createdNew says so, and nothing checks it. The code runs alongside the owner, "
            + "and its release throws.");

    public static readonly DiagnosticDescriptor OpenedThenCreated = Warning(
        id: "PSAFE308", Synchronization,
        "Open-then-create of a named primitive is a race",
        "'{0}' {1}.",
        "A method opens a mutex, semaphore or event by its name, and creates it when it does not exist. Another process may create it in "
            + "between: both then take themselves for the first. The constructor opens or creates in one step, and reports which of the "
            + "two it did.");

    public static readonly DiagnosticDescriptor InstanceFoundByName = Warning(
        id: "PSAFE309", Synchronization,
        "Other instances are found by process name",
        "'{0}' {1}: all programs run by dotnet share that name, and a renamed copy has another. Use a named mutex.",
        "A program looks for processes with its own name, to run only once or to end the others. All programs that dotnet runs have that "
            + "name, a renamed copy has another, and of two that start at once, each finds the other and exits. A named mutex has none of "
            + "these faults.");

    public static readonly DiagnosticDescriptor LockFileDeleted = Warning(
        id: "PSAFE310", Synchronization,
        "Lock file is deleted while others may open it",
        "'{0}' lets two processes in: on Unix, one locks the deleted file and the next one a new file. Do not delete the file.",
        "A file that is opened with FileShare.None, to keep other processes out, is deleted by the type that opens it. On Unix, a deleted "
            + "file exists as long as somebody has it open. A process that has just opened it gets the lock of a file without a name, and "
            + "the next one that of a new file.");

    public static readonly DiagnosticDescriptor DeletedBeforeMove = Suggestion(
        id: "PSAFE311", Synchronization,
        "File is deleted before its replacement is moved",
        "'{0}' leaves no file until '{1}' runs: readers in other processes find none, and a second writer throws. Move with overwrite: "
            + "true.",
        "A file is deleted, and the next statement moves another one to its path. In between, the path has no file: whoever opens it gets "
            + "a FileNotFoundException, and of two processes that do the same, one finds a file in its way. File.Move with overwrite "
            + "replaces the file in one step.");

    public static readonly DiagnosticDescriptor WaitResultDropped = Warning(
        id: "PSAFE312", Synchronization,
        "Result of a timed wait for a lock is ignored",
        "'{0}' can time out, and nothing checks it: the code runs without the lock, and '{1}' releases a lock it does not hold. Check the "
            + "result.",
        "A wait for a lock has a timeout, and its result is dropped. When the wait times out, the code continues as if it had the lock: "
            + "two are inside at once, and the release throws, or lets one more in.");

    public static readonly DiagnosticDescriptor MutexReleasedUnowned = Warning(
        id: "PSAFE313", Synchronization,
        "Mutex is released although it may not be owned",
        "'{0}' also runs when {1}: this thread does not own the mutex then, and the call throws. Release it only if it was acquired.",
        "A mutex is released on a path on which it was not acquired: the constructor has set createdNew to false, or WaitOne has timed "
            + "out. ReleaseMutex then throws an ApplicationException, which ends the process when nothing catches it.");

    public static readonly DiagnosticDescriptor LaunchMultiplies = Warning(
        id: "PSAFE401", EntryPoint,
        "Program relaunches itself endlessly",
        "'{0}' starts this program {1}. Pass the child a marker argument, and start nothing there.",
        "Main, or other code that runs in every start of the program, starts the program again, and nothing keeps the child from doing "
            + "the same. Or a handler of unhandled exceptions restarts the program, and a program that crashes early restarts endlessly.");

    public static readonly DiagnosticDescriptor StartUpRunsInWorkers = Warning(
        id: "PSAFE402", EntryPoint,
        "Startup work runs again in each worker process",
        "'{0}' runs again in each worker process, before the check whether it is a worker. Move it {1}.",
        "A program starts itself for its workers, and Main changes files, opens a listener or starts something before it checks whether "
            + "it is a worker. Each worker does that again: it deletes what the parent has just written, or fails because a port is in "
            + "use.");

    public static readonly DiagnosticDescriptor InitialiserRunsInWorkers = Suggestion(
        id: "PSAFE403", EntryPoint,
        "Initializer has a side effect in each worker process",
        "'{0}' happens again in each worker process. Do it where the parent needs it, for example in a Lazy<T>.",
        "A program starts itself for its workers, and a module initializer or a static initializer changes files, opens a listener or "
            + "starts something. It runs by itself in each worker that loads the assembly or uses the type.");

    public static readonly DiagnosticDescriptor LaunchesUnderOwnMutex = Warning(
        id: "PSAFE404", EntryPoint,
        "Program relaunches itself while it holds its own mutex",
        "'{0}' starts this program while '{1}' is held: the child finds the mutex taken and exits. Dispose the mutex first.",
        "A program takes a named mutex at startup to run only once, and starts itself again while it holds the mutex, to restart or for a "
            + "worker. The child asks for the mutex first, does not get it, and exits.");

    public static readonly DiagnosticDescriptor LaunchesAssembly = Suggestion(
        id: "PSAFE405", EntryPoint,
        "Program relaunches its .dll instead of its executable",
        "'{0}' {1}: the child does not start. Start Environment.ProcessPath, with the assembly if it is dotnet.",
        "A program starts itself by the path of its assembly, or of the process where that is dotnet. The assembly is a .dll, which no "
            + "system can start, and has no path in a single-file program; dotnet alone does not know which program is meant.");

    public static readonly DiagnosticDescriptor WorkersShareFile = Warning(
        id: "PSAFE406", EntryPoint,
        "Worker processes write the same file",
        "'{0}' writes the same path in every worker process: they overwrite each other's data, or fail. Use a separate file for each "
            + "process.",
        "A program starts several workers of itself, and code that only the workers run writes a file whose path is the same in all of "
            + "them. What one appends, another overwrites; a lock in the process does not help.");

    public static readonly DiagnosticDescriptor ForkedRuntime = Warning(
        id: "PSAFE501", Fork,
        "fork() is not supported in a .NET process",
        "'{0}' copies only one thread of the process, which the .NET runtime does not survive: child or parent crashes or hangs. Use "
            + "Process.Start.",
        "A native import calls fork, or a function that does. The copy has none of the runtime's other threads, and both processes write "
            + "compiled code to the same memory: the child, or its parent, ends with SIGSEGV or hangs.");

    public static readonly DiagnosticDescriptor AmbientEnvironment = Warning(
        id: "PSAFE601", AmbientState,
        "Environment is changed process-wide for a child process",
        "'{0}' changes the whole process to configure '{1}': a process started by another thread can inherit it. Set "
            + "ProcessStartInfo.Environment.",
        "A method sets an environment variable of its own process before it starts another one. All threads share the environment: "
            + "between the change and the start, another thread may set the variable, or start a child that inherits it.");

    public static readonly DiagnosticDescriptor AmbientDirectory = Warning(
        id: "PSAFE602", AmbientState,
        "Current directory is changed process-wide for a child",
        "'{0}' moves the whole process to configure '{1}': relative paths of other threads break meanwhile. Set "
            + "ProcessStartInfo.WorkingDirectory.",
        "A method changes the current directory of its own process before it starts another one. All threads share the directory: between "
            + "the change and the start, another thread may change it again, or open a relative path.");

    public static readonly DiagnosticDescriptor WaitsBeforeReading = Warning(
        id: "PSAFE701", ProcessIO,
        "Waiting for exit before reading output can deadlock",
        "'{0}' {1}. Start reading before waiting.",
        "The parent waits for a child to exit and reads its redirected output afterward. A pipe holds little, 64 KB on Linux: a child "
            + "that writes more waits until somebody reads, and the parent waits for the child.");

    public static readonly DiagnosticDescriptor ReadsInTurn = Warning(
        id: "PSAFE702", ProcessIO,
        "Reading two redirected streams in turn can deadlock",
        "'{0}' reads to the end while nothing reads {1}: if that pipe fills, both processes hang. Read both streams at the same time.",
        "Two redirected streams of a child are read in turn. A pipe holds little, 64 KB on Linux: a child that writes more to the second "
            + "stream waits until somebody reads it, and never closes the first one.");

    public static readonly DiagnosticDescriptor NeverReads = Warning(
        id: "PSAFE703", ProcessIO,
        "Redirected stream is never read",
        "'{0}' redirects {1}, and nothing reads it{2}: the child blocks once the pipe is full. Read it, or do not redirect it.",
        "A stream of a child is redirected, often to suppress output, and never read. The output goes into a pipe that holds little, 64 "
            + "KB on Linux: a child that writes more waits forever.");

    public static readonly DiagnosticDescriptor InputStallsChild = Warning(
        id: "PSAFE704", ProcessIO,
        "Child process can block on standard input",
        "'{0}' can wait forever: {1}.",
        "The parent waits for a child whose redirected input stays open, or writes much to it before the output is read. A child that "
            + "reads to the end waits for an end that never comes; a child that answers while it reads stops reading once its output pipe "
            + "is full.");

    public static readonly DiagnosticDescriptor PipeIsNotInherited = Warning(
        id: "PSAFE705", ProcessIO,
        "Pipe handle passed to a child is not inheritable",
        "'{0}' creates a handle that no child inherits: in the child it is invalid or another object. Pass "
            + "HandleInheritability.Inheritable.",
        "The handle of an anonymous pipe is passed to a child process, but the pipe was created with handles that are not inherited. The "
            + "value means something else in the child.");

    public static readonly DiagnosticDescriptor PipeStaysOpen = Warning(
        id: "PSAFE706", ProcessIO,
        "Child's end of a pipe stays open in the parent",
        "'{0}' leaves the child's end of the pipe open here: a read to the end never returns. Call DisposeLocalCopyOfClientHandle after "
            + "the start.",
        "The parent reads from an anonymous pipe and keeps its own copy of the end that the child writes to. The pipe ends when all "
            + "copies are closed, and this one never is.");

    public static readonly DiagnosticDescriptor PipeIsReleasedEarly = Warning(
        id: "PSAFE707", ProcessIO,
        "Pipe handle is closed before the child inherits it",
        "'{0}' closes the handle before '{1}' starts the child: the handle is invalid in the child. Call it after the start.",
        "DisposeLocalCopyOfClientHandle closes the child's end of an anonymous pipe in this process. Before the start, nothing is left "
            + "for the child to inherit.");

    public static readonly DiagnosticDescriptor LosesLastLines = Warning(
        id: "PSAFE708", ProcessIO,
        "Last lines of output are lost after a timed wait",
        "'{0}' returns before the last lines have arrived, so '{1}' lacks them. If it returns true, also wait for the lines, with a "
            + "timeout.",
        "A wait with a timeout returns as soon as the process has exited. The handlers of OutputDataReceived and ErrorDataReceived run "
            + "later: only a wait without a timeout, or WaitForExitAsync, waits for the last of them.");

    public static readonly DiagnosticDescriptor ExitIsNotRaised = Warning(
        id: "PSAFE709", ProcessIO,
        "Process.Exited is never raised",
        "'{0}' is never raised because EnableRaisingEvents is not set, so the handler does not run. Set EnableRaisingEvents to true.",
        "A handler is attached to Process.Exited, and EnableRaisingEvents is never set on that process. The event is raised only for a "
            + "process that is watched.");

    public static readonly DiagnosticDescriptor ResultIsAskedTooEarly = Warning(
        id: "PSAFE710", ProcessIO,
        "Exit code is read while the process may still run",
        "'{0}' throws if the process still runs, and '{1}' does not ensure that it has exited. Wait for the exit first.",
        "ExitCode or ExitTime is read after a wait with a timeout whose result is dropped, or after Kill, which does not wait. While the "
            + "process still runs, the property throws an InvalidOperationException.");

    public static readonly DiagnosticDescriptor KillSparesTheTree = Suggestion(
        id: "PSAFE712", ProcessIO,
        "Kill leaves processes that keep the output open",
        "'{0}' kills only the process itself: its children can keep the output open, so '{1}' never ends. Kill the entire process tree.",
        "A process is killed alone, and then its output is read to the end without a limit. The end comes when the last process that has "
            + "the pipe closes it, and the children of the killed process have it too.");

    public static readonly DiagnosticDescriptor ExitIsTakenForEnd = Warning(
        id: "PSAFE721", ProcessIO,
        "Process exit is mistaken for the end of its output",
        "'{0}' follows the exit of the process, but the last lines arrive later: '{1}' may lack them. Call WaitForExit() first.",
        "Output that handlers of OutputDataReceived or ErrorDataReceived have collected is used in a handler of Exited, after a loop that "
            + "polls HasExited, or after a wait for what a handler of Exited completes. Only WaitForExit without a timeout, and "
            + "WaitForExitAsync, wait for the last lines.");

    public static readonly DiagnosticDescriptor LimitComesTooLate = Warning(
        id: "PSAFE722", ProcessIO,
        "Timeout comes after a read that has none",
        "'{0}' reads to the end without a timeout, so '{1}' limits nothing. Start the read as a task, wait, then take its result.",
        "The output of a process is read to its end, which comes when the process ends. Only then is the wait for the exit limited, or "
            + "the process killed after a timeout. A process that hangs keeps the read waiting.");

    public static readonly DiagnosticDescriptor StreamIsReadTwoWays = Warning(
        id: "PSAFE723", ProcessIO,
        "Stream is read both by its reader and by events",
        "'{0}' throws because '{1}' reads {2} the other way, and a stream keeps to the first. Use its reader or its events, not both.",
        "StandardOutput or StandardError is read by its reader and by BeginOutputReadLine or BeginErrorReadLine as well. A Process keeps "
            + "to the way that came first, even after CancelOutputRead and when it is started again: the other one throws an "
            + "InvalidOperationException.");

    public static readonly DiagnosticDescriptor ProcessIsLeftBehind = Suggestion(
        id: "PSAFE724", ProcessIO,
        "Process keeps running when the wait for it ends early",
        "'{0}' can end before the process does, which then keeps running: nothing kills it. Kill it when the wait ends early.",
        "The wait for the exit is canceled or times out in the code that has started the process, and that code neither kills the process "
            + "nor hands it to others. Canceling the wait, or disposing the Process, does not end the process.");

    public static readonly DiagnosticDescriptor ProcessIsForeign = Warning(
        id: "PSAFE711", ProcessIO,
        "Property needs a process that this object started",
        "'{0}' throws InvalidOperationException because '{1}' finds a process and does not start it. {2}.",
        "The exit code, the exit time, the redirected streams and the start info belong to the Process object that started the process. "
            + "One that was looked up by its id or name, or that represents this process, has none of them: each of them throws.");

    public static readonly DiagnosticDescriptor HandlerIsLate = Suggestion(
        id: "PSAFE714", ProcessIO,
        "Handler is attached after its event can be raised",
        "'{0}' gets its handler after '{1}': {2}. Attach the handler first.",
        "A handler of Exited is attached to a running process after EnableRaisingEvents is set, or a handler of OutputDataReceived or "
            + "ErrorDataReceived after the reading has begun. The process may exit, and lines may arrive, before there is a handler: "
            + "nothing raises them again.");

    public static readonly DiagnosticDescriptor IsOneCall = Hidden(
        id: "PSAFE720", ProcessIO,
        "Process can be run with one call",
        "'{0}' and the code that reads its output and waits for it can be one call. Use Process.{1}.",
        "A process is started, both of its streams are read to their end, and its exit is waited for. Where the framework or a package "
            + "has Process.RunAndCaptureText, one call does the same.");

    public static readonly DiagnosticDescriptor LoopOutlivesConnection = Warning(
        id: "PSAFE731", Channels,
        "Loop continues after the other side has disconnected",
        "'{0}' stays true after the other side has closed the channel, so the loop spins forever. Exit the loop when a read finds the end.",
        "A loop runs as long as IsConnected, or Connected of a TcpClient or Socket, is true. The property says how the last operation "
            + "ended, and a read that finds the end is not an error: on Linux and macOS it stays true, and each read returns at once.");

    public static readonly DiagnosticDescriptor AcceptOutlivesChild = Warning(
        id: "PSAFE732", Channels,
        "Waiting for a started process to connect can hang",
        "'{0}' waits indefinitely if the started process ends before it connects. Wait for its exit as well, or set a timeout.",
        "A method starts a process and then waits, without a timeout, for it to connect. A process that fails before it connects leaves "
            + "the method waiting forever, and its exit code is never seen.");

    public static readonly DiagnosticDescriptor PipeNameIsUnportable = Warning(
        id: "PSAFE733", Channels,
        "Pipe name is not valid on Linux and macOS",
        "'{0}' {1}. {2}.",
        "A named pipe is a socket file in the folder of temporary files on Linux and macOS: it cannot reach other hosts, its name is part "
            + "of a path of limited length, and the name is case-sensitive.");

    public static readonly DiagnosticDescriptor ReadAheadIsLost = Warning(
        id: "PSAFE734", Channels,
        "Data that a StreamReader has read ahead is lost",
        "'{0}' misses data: {1}. Use one reader for the whole connection.",
        "A StreamReader reads as much as it can get, not only the line that it returns. When another reader, or the stream itself, is "
            + "read next, what is in the buffer of the first reader is missing.");

    public static readonly DiagnosticDescriptor TextIsNotSent = Warning(
        id: "PSAFE735", Channels,
        "Text is not sent to the other process",
        "'{0}' {1}: the other process does not get the text. {2}.",
        "A StreamWriter or BufferedStream buffers what is written until it is full, flushed or closed. When the answer is read first, "
            + "both processes wait for each other; when the channel is closed first, the text is lost.");

    public static readonly DiagnosticDescriptor ServerTakesOneClient = Warning(
        id: "PSAFE736", Channels,
        "Pipe server fails at its second client",
        "'{0}' serves one client only: {1}, and the next iteration throws. {2}.",
        "A loop is meant to serve client after client through a named pipe. Without Disconnect, the server cannot wait again, a reader or "
            + "writer that is disposed closes it, and a second server of the name is refused while the first one exists.");

    public static readonly DiagnosticDescriptor ExitHandlerBlocks = Warning(
        id: "PSAFE801", ExitAndSignal,
        "Exit handler can block process exit",
        "'{0}' waits indefinitely, and the process cannot exit: {1}. Wait with a timeout.",
        "An exit handler waits indefinitely for something that other code has to do: to set an event, to complete a task, to release a "
            + "lock. A thread that has called Environment.Exit does nothing more until all handlers have returned, so a wait for it never "
            + "ends.");

    public static readonly DiagnosticDescriptor ExitHandlerExits = Warning(
        id: "PSAFE802", ExitAndSignal,
        "Exit handler calls Environment.Exit",
        "'{0}' waits for the process to exit while the process waits for this handler: both hang. Set Environment.ExitCode and return.",
        "An exit handler calls Environment.Exit. The process is exiting already and waits for the handler to return; Environment.Exit "
            + "waits for the process to exit.");

    public static readonly DiagnosticDescriptor ExitHandlerAwaits = Warning(
        id: "PSAFE803", ExitAndSignal,
        "Exit handler is async",
        "'{0}' {1}, and then the process exits: the rest never runs. Do the work before the handler returns, without await.",
        "An exit handler is async and returns void, or starts a task and returns. It returns at its first await that does not complete at "
            + "once, nobody waits for the rest, and the process exits.");

    public static readonly DiagnosticDescriptor SignalRegistrationIsLost = Warning(
        id: "PSAFE804", ExitAndSignal,
        "Signal registration is not kept",
        "'{0}' must stay alive: once it is {1}, the handler no longer runs. Keep it in a static field, or in a using declaration in Main.",
        "A signal handler works only as long as its PosixSignalRegistration. When nothing keeps it, the garbage collector collects it, or "
            + "a using disposes it, and the signal has its default effect again.");

    public static readonly DiagnosticDescriptor TerminationNotCancelled = Warning(
        id: "PSAFE805", ExitAndSignal,
        "Graceful shutdown is requested but signal is not cancelled",
        "'{0}' requests a graceful shutdown, but the process ends when the handler returns. Set {1}.Cancel to true first.",
        "A handler of Ctrl+C or of a termination signal cancels a token, sets an event or a flag, and does not set Cancel. The default "
            + "action of the signal follows: the process ends before the code that was asked to stop has run.");

    public static readonly DiagnosticDescriptor ExitHandlerReleasesUnownedLock = Warning(
        id: "PSAFE806", ExitAndSignal,
        "Exit handler releases a lock it does not hold",
        "'{0}' throws because the thread of the handler does not own the lock, and that ends the process. Release it on the thread that "
            + "took it.",
        "An exit or signal handler releases a thread-affine lock that it did not take. Handlers run on a thread of their own, which does "
            + "not own the lock: the release throws, and the exception ends the process.");

    public static readonly DiagnosticDescriptor CleanupMissedBySigterm = Suggestion(
        id: "PSAFE807", ExitAndSignal,
        "ProcessExit cleanup does not run on SIGTERM (.NET 10+)",
        "'{0}' does not run when SIGTERM ends the process: since .NET 10, the signal raises no ProcessExit. Handle SIGTERM as well.",
        "A handler of ProcessExit does something that matters outside of the process. Since .NET 10, SIGTERM ends a process without "
            + "raising ProcessExit and without running finally blocks, and services and containers are stopped with SIGTERM.");

    public static readonly DiagnosticDescriptor ExitHandlerTakesLock = Suggestion(
        id: "PSAFE808", ExitAndSignal,
        "Exit handler takes a lock",
        "'{0}' blocks process exit while other code holds the lock. Take the lock with a timeout, for example with Monitor.TryEnter.",
        "An exit or signal handler takes a lock that other code takes too. The process does not exit before the lock is released.");

    public static readonly DiagnosticDescriptor LargeStaticData = Suggestion(
        id: "PSAFE901", Memory,
        "Every child process copies large static data",
        "'{0}' is {1} of static data, and every child process holds its own copy. Put it into a file, and map the file with "
            + "MemoryMappedFile.",
        "A delegate that runs in another process, or a worker that the program starts of itself, reads large static data. .NET shares no "
            + "memory between processes: each child runs the initializer again and holds its own copy.");

    public static readonly DiagnosticDescriptor ValueOfOneProcess = Warning(
        id: "PSAFE902", Memory,
        "Process-local value is written to shared memory",
        "'{0}' is {1}, which is invalid in another process. Write an offset, name or number that all processes agree on.",
        "An address, a handle, a managed thread ID or a SpinLock that tracks its owner is written to memory that processes share. Each "
            + "process has its own, so the reader crashes, uses another object, or takes itself for the owner.");

    private static DiagnosticDescriptor Warning(string id, string category, string title, string message, string description) =>
        new(id, title, message, category, DiagnosticSeverity.Warning, isEnabledByDefault: true, description, DocsRoot + id + ".md");

    private static DiagnosticDescriptor Hidden(string id, string category, string title, string message, string description) =>
        new(id, title, message, category, DiagnosticSeverity.Hidden, isEnabledByDefault: true, description, DocsRoot + id + ".md");

    private static DiagnosticDescriptor Suggestion(string id, string category, string title, string message, string description) =>
        new(id, title, message, category, DiagnosticSeverity.Info, isEnabledByDefault: true, description, DocsRoot + id + ".md");
}

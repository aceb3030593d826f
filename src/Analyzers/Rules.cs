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

    private const string DocsRoot = "https://github.com/ProcessSafety/ProcessSafety.Analyzers/blob/main/docs/rules/";

    private const string ConfigurationIsWrongTitle = "Configuration is not understood";
    private const string ConfigurationIsWrongMessage = "'{0}' has no effect: {1}. Correct the line, or take it out.";
    private const string ConfigurationIsWrongDescription =
        "A line of a ProcessSafety.Apis file cannot be parsed, or names a member or parameter that this project cannot see; or an option "
            + "has a value that it cannot have. All other lines and options count.";

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
        "'{0}' stays in the parent: the child makes the closure anew, and finds {1} there. Pass the value as an argument.",
        "A delegate that runs in another process uses a variable that it captured. The child finds the delegate's method by name and calls "
            + "it on a new object, in which no captured variable has its value.");

    public static readonly DiagnosticDescriptor PrimitiveOfOneProcess = Warning(
        id: "PSAFE102", Boundary,
        "Lock or signal is not shared with the child process",
        "'{0}' is another object in the child process: what it locks or signals there is not seen here. Open one named primitive on both "
            + "sides.",
        "A lock or signal without a name is used by a delegate that runs in another process, and in this one. Each process has an object "
            + "of its own: both are inside the lock at the same time, and no signal arrives.");

    public static readonly DiagnosticDescriptor QueueOfOneProcess = Warning(
        id: "PSAFE103", Boundary,
        "Queue is not shared with the child process",
        "'{0}' is another queue in the child process: what one side adds, the other never takes. Send the items through a pipe, the "
            + "child's output or a file.",
        "A queue is used by a delegate that runs in another process, and in this one. Each process has a queue of its own, and nothing "
            + "moves between them.");

    public static readonly DiagnosticDescriptor ParentStateInChild = Warning(
        id: "PSAFE104", Boundary,
        "Static state of the parent does not reach the child process",
        "'{0}' is {1} in the child process: what the parent assigns stays with the parent. Pass the value as an argument.",
        "A delegate that runs in another process reads static state that the parent assigns while it runs. The child starts anew: it has "
            + "the value that the initialiser gives, and not the one that the parent assigned.");

    public static readonly DiagnosticDescriptor RawHandleToChild = Warning(
        id: "PSAFE105", Boundary,
        "Handle of one process is passed to a child",
        "'{0}' means something in this process only: in the child it is no handle, or one of another object. Let the child open the object "
            + "by its name, or inherit a pipe.",
        "The number of a handle, a function or an address goes into the arguments or the environment of a child process. Handles are not "
            + "inherited unless that is asked for, and each process has its own numbers and addresses.");

    public static readonly DiagnosticDescriptor ProcessBoundPayload = Warning(
        id: "PSAFE106", Boundary,
        "Serialised member means nothing in another process",
        "'{0}' is {1}: {2} throws on it, or writes what no longer has to do with this one. {3}.",
        "A type that is serialised has a member that only works inside its own process: a lock, a signal, a cancellation token, a "
            + "delegate, a task, a stream, a handle. The serialiser throws, or the reader gets another object: a token that is not "
            + "cancelled, a lock that nobody else holds, a task that never ends.");

    public static readonly DiagnosticDescriptor LockIsNullAfterReading = Warning(
        id: "PSAFE107", Boundary,
        "Lock is null in a deserialised object",
        "'{0}' is null in an object that {1} has read: no constructor and no initialiser ran, and its first use throws. {2}.",
        "A field with an initialiser holds a lock or a signal, and its type is read by a deserialiser that makes objects without running "
            + "constructors and initialisers. The field stays null in such an object, and the first code that locks it throws.");

    public static readonly DiagnosticDescriptor UnstableHash = Warning(
        id: "PSAFE108", Boundary,
        "Hash code of one process is used to meet another",
        "'{0}' is another number in each process: {1} means nothing to the other one. Use a hash that never changes, such as SHA-256.",
        "A hash code that .NET computes with a seed of the process becomes part of a name that two processes share, or of what a child "
            + "process gets. Each process computes another number, so the two never meet.");

    public static readonly DiagnosticDescriptor ChildEndsAtAwait = Warning(
        id: "PSAFE109", Boundary,
        "Child process ends at the first await",
        "'{0}' cannot wait for an async delegate that returns nothing: the child ends at the first await, and the rest never runs. Hand "
            + "over a delegate that returns a Task.",
        "A delegate that runs in another process is async and returns nothing. Its caller cannot tell when it is done, so the child exits "
            + "as soon as the delegate reaches an await that does not complete at once.");

    public static readonly DiagnosticDescriptor StateOfOtherSide = Warning(
        id: "PSAFE110", Boundary,
        "State of one process is read in another",
        "'{0}' is set by {1} only, and {2} has its own copy, which never changes. Pass the value as an argument.",
        "A program starts itself, and static state that only one side sets is read by the other: the parent sets it before it starts a "
            + "worker, or the worker leaves its result there. Each process has static state of its own.");

    public static readonly DiagnosticDescriptor FinalizerUsesLockedCollection = Warning(
        id: "PSAFE201", Finalization,
        "Finalizer uses a collection under a shared lock",
        "'{0}' guards '{1}': the finalizer thread waits for the lock's holder, and no finalizer runs until it lets go. Hand the item over "
            + "through a concurrent collection instead.",
        "A finalizer adds to or takes from a collection under a lock that living code holds too. The finalizer thread stalls while it "
            + "waits, keeps the process from exiting, and deadlocks when the holder waits for finalizers.");

    public static readonly DiagnosticDescriptor FinalizerTakesSharedLock = Warning(
        id: "PSAFE202", Finalization,
        "Finalizer takes a shared lock",
        "'{0}' takes a lock that living code holds too: the finalizer thread waits for its holder, and no finalizer runs until it lets go. "
            + "Move the work to Dispose, or hand it to a living thread through a concurrent queue.",
        "A finalizer takes a lock that living code holds too. The finalizer thread stalls while it waits, keeps the process from exiting, "
            + "and deadlocks when the holder waits for finalizers.");

    public static readonly DiagnosticDescriptor FinalizerBlocks = Warning(
        id: "PSAFE203", Finalization,
        "Finalizer blocks without bound",
        "'{0}' {1}: no other finalizer runs until it ends, and the process cannot exit. Bound the wait, or hand the work "
            + "to a living thread.",
        "A finalizer waits for something with no time limit. All finalizers of the process share one thread: while it waits, no other "
            + "object is finalized, and the process cannot exit.");

    public static readonly DiagnosticDescriptor FinalizerMutatesSharedCollection = Warning(
        id: "PSAFE204", Finalization,
        "Finalizer mutates a shared collection",
        "'{0}' changes '{1}' on the finalizer thread while living code uses it: items are lost, or an exception in the finalizer ends the "
            + "process. Use a concurrent collection instead.",
        "A finalizer changes a collection that is not thread-safe and that living code uses at the same time, with no lock. The collection "
            + "loses items or throws, and an exception in a finalizer ends the process.");

    public static readonly DiagnosticDescriptor FinalizerReleasesUnownedLock = Warning(
        id: "PSAFE205", Finalization,
        "Finalizer releases a lock it does not hold",
        "'{0}' releases a lock that the finalizer thread never took: it throws, and an exception in a finalizer ends the process. Release "
            + "it on the thread that took it.",
        "A finalizer releases a thread-owned lock that it did not take. The finalizer thread does not own the lock, so the release always "
            + "throws, and an exception in a finalizer ends the process.");

    public static readonly DiagnosticDescriptor WaitsForFinalizersUnderLock = Warning(
        id: "PSAFE206", Finalization,
        "Finalizers are awaited while a lock is held",
        "'{0}' waits for finalizers while '{1}' is held{2}: a finalizer that needs the lock waits for this thread, and this thread waits "
            + "for the finalizer; neither goes on. Wait after the lock is released.",
        "GC.WaitForPendingFinalizers and GC.GetTotalMemory(true) wait for the finalizer thread. When a finalizer needs a lock that the "
            + "waiting thread holds, neither goes on.");

    public static readonly DiagnosticDescriptor FinalizerRunsContinuations = Warning(
        id: "PSAFE207", Finalization,
        "Finalizer runs continuations of a task",
        "'{0}' runs the continuations of the task on the finalizer thread: no other finalizer runs until they end. Create '{1}' with "
            + "TaskCreationOptions.RunContinuationsAsynchronously.",
        "A finalizer completes a TaskCompletionSource that runs its continuations inline. They run on the finalizer thread, and one that "
            + "blocks stalls all finalizers and keeps the process from exiting.");

    public static readonly DiagnosticDescriptor FinalizerUsesUnassignedField = Warning(
        id: "PSAFE208", Finalization,
        "Finalizer uses a field that may not be assigned",
        "'{0}' finds '{1}' null if the constructor throws before it is assigned: the exception in the finalizer ends the process. Check "
            + "for null.",
        "A finalizer uses a member of a field that the constructor assigns only after something that can throw. An object whose "
            + "constructor throws is finalized too. The field is null then, and an exception in a finalizer ends the process.");

    public static readonly DiagnosticDescriptor NamedPrimitiveOnUnix = Warning(
        id: "PSAFE301", Synchronization,
        "Unix has no such named primitive",
        "'{0}' {1}: it throws PlatformNotSupportedException on Linux and macOS. {2}.",
        "An event, a semaphore or shared memory gets a name, or a mutex with a name is one of several handles to wait for, in code that "
            + "can run on Linux and macOS. Of the named primitives only Mutex exists there; the others throw PlatformNotSupportedException "
            + "when they are created.");

    public static readonly DiagnosticDescriptor NameInTwoScopes = Warning(
        id: "PSAFE302", Synchronization,
        "One name is used in two scopes",
        "'{0}' is {1} here and {2}: {3}. {4}.",
        "A mutex, semaphore, event or shared memory has one name, but two scopes: with Global\\ and without, or with options that say "
            + "another one. Names in two scopes are two objects, so processes that mean to exclude or to signal each other do not meet.");

    public static readonly DiagnosticDescriptor MutexNameOnUnix = Warning(
        id: "PSAFE303", Synchronization,
        "Unix refuses the name of a mutex",
        "'{0}' {1}: the mutex throws IOException on Linux and macOS. Use letters, digits, dots and underscores after the prefix.",
        "The name of a mutex is the name of a file on Linux and macOS. A slash or backslash after the prefix, a prefix in small letters, "
            + "and a path are refused there with an IOException.");

    public static readonly DiagnosticDescriptor LockHeldAcrossAwait = Warning(
        id: "PSAFE304", Synchronization,
        "Lock of a thread is held across an await",
        "'{0}' is still held at '{1}': what follows runs on any thread, and only the one that took the lock may release it, so the release "
            + "throws {2} and the lock stays taken. Release it before, or use SemaphoreSlim.WaitAsync.",
        "A mutex, monitor, Lock, reader-writer lock or spin lock belongs to the thread that took it. After an await, and after a yield "
            + "return of an async iterator, the method goes on on another thread: the release throws there, and nobody can take the lock "
            + "any more.");

    public static readonly DiagnosticDescriptor MutexIsAbandoned = Suggestion(
        id: "PSAFE305", Synchronization,
        "Abandoned mutex is not expected",
        "'{0}' {1}.",
        "When a process dies while it holds a named mutex, or an exception keeps it from releasing the mutex, the mutex is abandoned. The "
            + "next wait gets it and throws AbandonedMutexException, so that somebody looks at what the mutex guards.");

    public static readonly DiagnosticDescriptor InstanceGuardLost = Warning(
        id: "PSAFE306", Synchronization,
        "Single-instance guard is lost",
        "'{0}' {1}: while the program goes on nothing keeps the name, and a second instance starts as if it were the first. Keep it in a "
            + "static field, or in a using declaration of Main.",
        "A named mutex or a locked file decides whether this instance of the program goes on, and then its object is disposed, or nothing "
            + "uses it any more and the next garbage collection finalizes it. The name is free again, and the next instance takes itself "
            + "for the first.");

    public static readonly DiagnosticDescriptor OwnershipIsAssumed = Warning(
        id: "PSAFE307", Synchronization,
        "Ownership of a named mutex is taken for granted",
        "'{0}' owns the mutex only if it made it: {1}. Make it with initiallyOwned: false, and wait for it.",
        "A constructor of Mutex with initiallyOwned: true gives ownership only when it makes the mutex. When another process has made it "
            + "before, the object is opened and nothing is owned; only createdNew tells, and nobody looks at it. The code runs beside the "
            + "owner, and its release throws.");

    public static readonly DiagnosticDescriptor OpenedThenCreated = Warning(
        id: "PSAFE308", Synchronization,
        "Named primitive is opened, and created when it is not there",
        "'{0}' {1}.",
        "A method opens a mutex, semaphore or event by its name, and creates it when there is none. Another process may create it in "
            + "between: both then take themselves for the first. The constructor opens or creates in one step, and tells which of the two "
            + "it did.");

    public static readonly DiagnosticDescriptor InstanceFoundByName = Warning(
        id: "PSAFE309", Synchronization,
        "Other instances are found by the name of the process",
        "'{0}' {1}: every program that runs as dotnet has that name, a renamed copy has another. Use a named mutex.",
        "A program looks for processes with its own name, to run only once or to end the others. Programs that run under dotnet are all "
            + "called so, a renamed copy is called something else, and of two that start at once each finds the other and ends. A named "
            + "mutex has none of these faults.");

    public static readonly DiagnosticDescriptor LockFileDeleted = Warning(
        id: "PSAFE310", Synchronization,
        "Lock file is deleted while others may open it",
        "'{0}' lets two in: on Unix one process still opens the deleted file, the next one makes a new one, and each locks its own. Leave "
            + "the file there.",
        "A file that is opened with FileShare.None, to keep other processes out, is deleted by the type that opens it. On Unix a deleted "
            + "file lives as long as somebody has it open. A process that has just opened it gets the lock of a file without a name, and "
            + "the next one that of a new file.");

    public static readonly DiagnosticDescriptor DeletedBeforeMove = Suggestion(
        id: "PSAFE311", Synchronization,
        "File is deleted before another is moved to its place",
        "'{0}' leaves no file until '{1}' is done: readers in other processes find none, and a second writer throws. Move with "
            + "overwrite: true.",
        "A file is deleted and another one is moved to its path in the next statement. In between the path has no file: whoever opens it "
            + "gets a FileNotFoundException, and of two processes that do the same, one finds a file in its way. File.Move with overwrite "
            + "replaces the file in one step.");

    public static readonly DiagnosticDescriptor WaitResultDropped = Warning(
        id: "PSAFE312", Synchronization,
        "Result of a timed wait for a lock is ignored",
        "'{0}' can give up, and nothing checks it: the code continues without the lock, and '{1}' releases what it does not hold. Check "
            + "the result.",
        "A wait for a lock has a timeout, and its result is dropped. When the wait gives up, the code continues as if it had the lock: two "
            + "are inside at once, and the release throws, or lets one more in.");

    public static readonly DiagnosticDescriptor MutexReleasedUnowned = Warning(
        id: "PSAFE313", Synchronization,
        "Mutex is released although it may not be owned",
        "'{0}' also runs when {1}: this thread does not own the mutex then, and the call throws. Release it only when it was taken.",
        "A mutex is released on a path on which it was not taken: the constructor has set createdNew to false, or WaitOne has given up. "
            + "ReleaseMutex then throws an ApplicationException, which ends the process when nothing catches it.");

    public static readonly DiagnosticDescriptor LaunchMultiplies = Warning(
        id: "PSAFE401", EntryPoint,
        "Program starts itself without end",
        "'{0}' starts this program {1}. Give the child an argument such as --worker, and start nothing where it is there.",
        "Main, or what else runs in every start of the program, starts the program once more, and nothing keeps the child from doing the "
            + "same. Or a handler of unhandled exceptions restarts the program, and a program that crashes early does nothing else from "
            + "then on.");

    public static readonly DiagnosticDescriptor StartUpRunsInWorkers = Warning(
        id: "PSAFE402", EntryPoint,
        "Start-up work runs again in each worker process",
        "'{0}' runs again in each worker that the program starts of itself, before the worker knows that it is one. Move it {1}.",
        "A program starts itself for its workers, and Main changes files, opens a listener or starts something before it looks whether it "
            + "is a worker. Each worker does that again: it deletes what the parent has just written, or fails at a port that is taken.");

    public static readonly DiagnosticDescriptor InitialiserRunsInWorkers = Suggestion(
        id: "PSAFE403", EntryPoint,
        "Initialiser has a side effect in each worker process",
        "'{0}' happens again in each child process. Do it where the parent needs it, in a Lazy<T> for example.",
        "A program starts itself for its workers, and a module initialiser or a static initialiser changes files, opens a listener or "
            + "starts something. It runs by itself in each worker that loads the assembly or uses the type.");

    public static readonly DiagnosticDescriptor LaunchesUnderOwnMutex = Warning(
        id: "PSAFE404", EntryPoint,
        "Program starts itself while it holds its own mutex",
        "'{0}' starts this program while '{1}' is still held: the child finds the mutex taken, believes that the program runs already, and "
            + "exits. Dispose the mutex before.",
        "A program takes a named mutex at start-up to run only once, and starts itself again while it holds the mutex, to restart or for a "
            + "worker. The child asks for the mutex first, does not get it, and ends.");

    public static readonly DiagnosticDescriptor LaunchesAssembly = Suggestion(
        id: "PSAFE405", EntryPoint,
        "Program starts its assembly in place of itself",
        "'{0}' {1}: the child does not run. Start Environment.ProcessPath, with the assembly as its first argument where that is dotnet.",
        "A program starts itself by the path of its assembly, or of the process where that is dotnet. The assembly is a .dll that no "
            + "system starts, and has no path in a single-file program; dotnet alone does not know which program is meant.");

    public static readonly DiagnosticDescriptor WorkersShareFile = Warning(
        id: "PSAFE406", EntryPoint,
        "Worker processes write the same file",
        "'{0}' runs in every worker process with the same path: they overwrite each other's data, or fail. Use a file for each process.",
        "A program starts several workers of itself, and code that only the workers run writes a file whose path is the same in all of "
            + "them. What one appends, another overwrites; a lock in the process does not help.");

    public static readonly DiagnosticDescriptor ForkedRuntime = Warning(
        id: "PSAFE501", Fork,
        "Program forks a managed runtime",
        "'{0}' copies the process with one thread only, and the .NET runtime does not survive that: the child or this process crashes or "
            + "hangs. Start a process with Process.Start.",
        "A native import calls fork, or a function that does. The copy has none of the runtime's other threads, and both processes write "
            + "compiled code to the same memory: the child, or its parent, ends by SIGSEGV or never ends.");

    public static readonly DiagnosticDescriptor AmbientEnvironment = Warning(
        id: "PSAFE601", AmbientState,
        "Environment of the process is changed for a child",
        "'{0}' changes the environment of the whole process, and is meant for '{1}': children that other threads start meanwhile get the "
            + "value too, or this one gets theirs. Set it in the Environment of the start info.",
        "A method sets an environment variable of its own process before it starts another one. All threads share the environment: between "
            + "the change and the start, another thread may set the variable, or start a child that gets it.");

    public static readonly DiagnosticDescriptor AmbientDirectory = Warning(
        id: "PSAFE602", AmbientState,
        "Current directory of the process is changed for a child",
        "'{0}' moves the whole process, and is meant for '{1}': relative paths of other threads lead elsewhere meanwhile, and another "
            + "thread can move the process before the start. Set the WorkingDirectory of the start info.",
        "A method changes the current directory of its own process before it starts another one. All threads share the directory: between "
            + "the change and the start, another thread may change it again, or open a relative path.");

    public static readonly DiagnosticDescriptor WaitsBeforeReading = Warning(
        id: "PSAFE701", ProcessIO,
        "Wait for exit comes before the output is read",
        "'{0}' waits for the child while nobody reads {1}: the child blocks once the pipe is full, so neither goes on. Start to read "
            + "before the wait.",
        "The parent waits for a child to exit and reads its redirected output afterwards. A pipe holds little, 64 KB on Linux: a child "
            + "that writes more waits until somebody reads, and the parent waits for the child.");

    public static readonly DiagnosticDescriptor ReadsInTurn = Warning(
        id: "PSAFE702", ProcessIO,
        "Two redirected streams are read one after the other",
        "'{0}' reads to the end while nobody reads {1}: the child blocks once that pipe is full, so neither goes on. Start to read both, "
            + "then wait.",
        "Two redirected streams of a child are read in turn. A pipe holds little, 64 KB on Linux: a child that writes more to the second "
            + "stream waits until somebody reads it, and never closes the first one.");

    public static readonly DiagnosticDescriptor NeverReads = Warning(
        id: "PSAFE703", ProcessIO,
        "Redirected stream is never read",
        "'{0}' redirects {1}, and nobody reads it{2}: the child blocks once the pipe is full. Read the stream, or do not redirect it.",
        "A stream of a child is redirected, often to suppress output, and never read. The output goes into a pipe that holds little, 64 KB "
            + "on Linux: a child that writes more waits for ever.");

    public static readonly DiagnosticDescriptor InputStallsChild = Warning(
        id: "PSAFE704", ProcessIO,
        "Child stalls at its input",
        "'{0}' can wait for ever: {1}.",
        "The parent waits for a child whose redirected input stays open, or writes much to it before the output is read. A child that "
            + "reads to the end waits for an end that never comes; a child that answers while it reads stops reading once its output pipe "
            + "is full.");

    public static readonly DiagnosticDescriptor PipeIsNotInherited = Warning(
        id: "PSAFE705", ProcessIO,
        "Pipe of a child is not inheritable",
        "'{0}' makes a pipe that no child inherits: the handle that the child gets means something else there, or nothing, and opening it "
            + "throws. Pass HandleInheritability.Inheritable.",
        "The handle of an anonymous pipe is passed to a child process, but the pipe was made with handles that are not inherited. The "
            + "number means something else in the child.");

    public static readonly DiagnosticDescriptor PipeStaysOpen = Warning(
        id: "PSAFE706", ProcessIO,
        "Pipe of a child never ends",
        "'{0}' passes on an end of the pipe that stays open in this process too: a read to the end never returns, even when the child is "
            + "gone. Call DisposeLocalCopyOfClientHandle after the start.",
        "The parent reads from an anonymous pipe and keeps its own copy of the end that the child writes to. The pipe ends when all copies "
            + "are closed, and this one never is.");

    public static readonly DiagnosticDescriptor PipeIsReleasedEarly = Warning(
        id: "PSAFE707", ProcessIO,
        "Pipe of a child is closed before the child starts",
        "'{0}' closes the end of the pipe before '{1}' lets the child inherit it: the child opens a handle that is none, which throws. "
            + "Call it after the start.",
        "DisposeLocalCopyOfClientHandle closes the child's end of an anonymous pipe in this process. Before the start there is nothing "
            + "left for the child to inherit.");

    public static readonly DiagnosticDescriptor LosesLastLines = Warning(
        id: "PSAFE708", ProcessIO,
        "Last lines of the output are lost after a timed wait",
        "'{0}' returns before the last lines have come, and '{1}' lacks them. When it has returned true, wait for the lines too, with a "
            + "limit.",
        "A wait with a timeout returns as soon as the process has exited. The handlers of OutputDataReceived and ErrorDataReceived run "
            + "later: only a wait without timeout, or WaitForExitAsync, waits for the last of them.");

    public static readonly DiagnosticDescriptor ExitIsNotRaised = Warning(
        id: "PSAFE709", ProcessIO,
        "Exit of a process is never raised",
        "'{0}' is never raised: nothing watches the process until EnableRaisingEvents is true, so the handler does not run. Set it.",
        "A handler is attached to Process.Exited, and EnableRaisingEvents is never set on that process. The event is raised only for a "
            + "process that is watched.");

    public static readonly DiagnosticDescriptor ResultIsAskedTooEarly = Warning(
        id: "PSAFE710", ProcessIO,
        "Exit code is asked for while the process may still run",
        "'{0}' throws while the process still runs, and '{1}' does not make sure that it has ended. Wait for the exit before.",
        "ExitCode or ExitTime is asked for behind a wait with a timeout whose result is dropped, or behind Kill, which does not wait. A "
            + "process that still runs has neither: the property throws an InvalidOperationException.");

    public static readonly DiagnosticDescriptor KillSparesTheTree = Suggestion(
        id: "PSAFE712", ProcessIO,
        "Kill spares the processes that keep the output open",
        "'{0}' spares what the process has started. That can keep the output open, and then '{1}' does not end. Kill the whole tree.",
        "A process is killed alone, and then its output is read to the end without a limit. The end comes when the last process that has "
            + "the pipe closes it, and the children of the killed process have it too.");

    public static readonly DiagnosticDescriptor ExitIsTakenForEnd = Warning(
        id: "PSAFE721", ProcessIO,
        "Exit is taken for the end of the output",
        "'{0}' follows the exit of the process, and the last lines come later: '{1}' may lack them. Call WaitForExit() first.",
        "What handlers of OutputDataReceived or ErrorDataReceived have collected is used in a handler of Exited, after a loop that asks "
            + "HasExited, or after a wait for what a handler of Exited completes. Only WaitForExit without a timeout, and "
            + "WaitForExitAsync, wait for the last lines.");

    public static readonly DiagnosticDescriptor LimitComesTooLate = Warning(
        id: "PSAFE722", ProcessIO,
        "Time limit comes behind a read that has none",
        "'{0}' reads to the end without a limit, so that '{1}' limits nothing. Begin the read as a task, wait, then take its result.",
        "The output of a process is read to its end, which comes when the process ends, and only then the wait for the exit is limited, or "
            + "the process killed when a time is over. A process that hangs keeps the read waiting.");

    public static readonly DiagnosticDescriptor StreamIsReadTwoWays = Warning(
        id: "PSAFE723", ProcessIO,
        "Stream is read both by its reader and by events",
        "'{0}' throws: '{1}' uses {2} the other way, and a stream keeps to the first. Use its reader or its events, and not both.",
        "StandardOutput or StandardError is read by its reader and by BeginOutputReadLine or BeginErrorReadLine as well. A Process keeps "
            + "to the way that came first, also after CancelOutputRead and when it is started again: the other one throws an "
            + "InvalidOperationException.");

    public static readonly DiagnosticDescriptor ProcessIsLeftBehind = Suggestion(
        id: "PSAFE724", ProcessIO,
        "Process lives on when the wait for it ends early",
        "'{0}' can end before the process does, which then lives on: nothing kills it or hands it on. Kill it when the wait ends early.",
        "The wait for the exit is cancelled or runs into its limit in the code that has started the process, and that code neither kills "
            + "the process nor gives it to others. To cancel the wait, or to dispose of the Process, does not end the process.");

    public static readonly DiagnosticDescriptor ProcessIsForeign = Warning(
        id: "PSAFE711", ProcessIO,
        "Property needs a process that this object started",
        "'{0}' throws InvalidOperationException: '{1}' finds a process and does not start it. {2}.",
        "The exit code, the exit time, the redirected streams and the start info belong to the Process object that started the process. "
            + "One that was looked up by its id or name, or that stands for this process, has none of them: each of them throws.");

    public static readonly DiagnosticDescriptor HandlerIsLate = Suggestion(
        id: "PSAFE714", ProcessIO,
        "Handler is attached after its event can be raised",
        "'{0}' gets its handler after '{1}': {2}. Attach the handler first.",
        "A handler of Exited is attached to a running process after EnableRaisingEvents is set, or a handler of OutputDataReceived or "
            + "ErrorDataReceived after the reading has begun. The process may exit, and lines may come, before there is a handler: "
            + "nothing raises them again.");

    public static readonly DiagnosticDescriptor IsOneCall = Hidden(
        id: "PSAFE720", ProcessIO,
        "Process can be run by one call",
        "'{0}' and the code that reads its output and waits for it can be one call of Process.{1}.",
        "A process is started, both of its streams are read to their end, and its exit is waited for. Where the framework or a package has "
            + "Process.RunAndCaptureText, one call does the same.");

    public static readonly DiagnosticDescriptor LoopOutlivesConnection = Warning(
        id: "PSAFE731", Channels,
        "Loop continues after the other side has disconnected",
        "'{0}' stays true after the other side has closed the channel, so the loop spins forever. Leave it when a read finds the end.",
        "A loop runs as long as IsConnected, or Connected of a TcpClient or Socket, is true. The property tells how the last operation "
            + "ended, and a read that finds the end is no error: on Linux and macOS it stays true, and each read returns at once.");

    public static readonly DiagnosticDescriptor AcceptOutlivesChild = Warning(
        id: "PSAFE732", Channels,
        "Waiting for a started process to connect can hang",
        "'{0}' waits indefinitely if the started process ends before it connects. Wait for its exit as well, or set a limit.",
        "A method starts a process and then waits, without limit, for it to connect. A process that fails before it connects leaves the "
            + "method waiting forever, and its exit code is never seen.");

    public static readonly DiagnosticDescriptor PipeNameIsUnportable = Warning(
        id: "PSAFE733", Channels,
        "Pipe name is not valid on Linux and macOS",
        "'{0}' {1}. {2}.",
        "A named pipe is a socket file in the folder of temporary files on Linux and macOS: there are no other hosts, the name is part of "
            + "a path of limited length, and its case counts.");

    public static readonly DiagnosticDescriptor ReadAheadIsLost = Warning(
        id: "PSAFE734", Channels,
        "Data that a StreamReader has read ahead is lost",
        "'{0}' misses data: {1}. Use one reader for the whole connection.",
        "A StreamReader takes as much as it can get, not only the line that it returns. When another reader, or the stream itself, is read "
            + "next, what is in the first reader's buffer is missing.");

    public static readonly DiagnosticDescriptor TextIsNotSent = Warning(
        id: "PSAFE735", Channels,
        "Text is not sent to the other process",
        "'{0}' {1}: the other process does not get the text. {2}.",
        "A StreamWriter or BufferedStream keeps what is written until it is full, flushed or closed. When the answer is read first, both "
            + "processes wait for each other; when the channel is closed first, the text is lost.");

    public static readonly DiagnosticDescriptor ServerTakesOneClient = Warning(
        id: "PSAFE736", Channels,
        "Pipe server fails at its second client",
        "'{0}' serves one client only: {1}, and the next round throws. {2}.",
        "A loop is to serve client after client by a named pipe. Without Disconnect the server cannot wait again, a reader or writer that "
            + "is disposed of closes it, and a second server of the name is refused while the first one lives.");

    public static readonly DiagnosticDescriptor ExitHandlerBlocks = Warning(
        id: "PSAFE801", ExitAndSignal,
        "Exit handler keeps the process from exiting",
        "'{0}' waits without bound, and the process cannot exit before the wait ends: {1}. Wait for a bounded time.",
        "A handler of the process's end waits without bound for something that other code has to do: to set an event, to complete a task, "
            + "to release a lock. A thread that has called Environment.Exit does nothing more until all handlers have returned, so a wait "
            + "for it never ends.");

    public static readonly DiagnosticDescriptor ExitHandlerExits = Warning(
        id: "PSAFE802", ExitAndSignal,
        "Exit handler calls Environment.Exit",
        "'{0}' waits for the process to end, and the process waits for this handler to return: it never ends. Set Environment.ExitCode and "
            + "return.",
        "A handler of the process's end calls Environment.Exit. The process is ending already and waits for the handler to return; "
            + "Environment.Exit waits for the process to end.");

    public static readonly DiagnosticDescriptor ExitHandlerAwaits = Warning(
        id: "PSAFE803", ExitAndSignal,
        "Exit handler is async",
        "'{0}' {1}, and then the process exits: what follows never runs. Do the work before the handler returns, without await.",
        "A handler of the process's end is async and returns nothing, or starts a task and returns. It returns at its first await that "
            + "does "
            + "not complete at once, nobody waits for the rest, and the process ends.");

    public static readonly DiagnosticDescriptor SignalRegistrationIsLost = Warning(
        id: "PSAFE804", ExitAndSignal,
        "Signal registration is not kept",
        "'{0}' gives the registration that the handler lives with: once it is {1}, the signal ends the process as if there were no "
            + "handler. Keep it in a static field, or in a using declaration of Main.",
        "A signal handler works only as long as its PosixSignalRegistration. When nothing keeps that, the garbage collector takes it, or a "
            + "using disposes it, and the signal then has its default effect.");

    public static readonly DiagnosticDescriptor TerminationNotCancelled = Warning(
        id: "PSAFE805", ExitAndSignal,
        "Handler asks for an orderly end and does not cancel the signal",
        "'{0}' asks the program to end in good order, but the process ends as soon as the handler returns, and no cleanup runs. Set Cancel "
            + "of the {1} to true first.",
        "A handler of Ctrl+C or of a termination signal cancels a token, sets an event or a flag, and does not set Cancel. The signal's "
            + "default action follows: the process is gone before the code that was asked to end has run.");

    public static readonly DiagnosticDescriptor ExitHandlerReleasesUnownedLock = Warning(
        id: "PSAFE806", ExitAndSignal,
        "Exit handler releases a lock it does not hold",
        "'{0}' releases a lock that the thread of the handler never took: it throws, and an exception in a handler ends the process. "
            + "Release it on the thread that took it.",
        "An exit or signal handler releases a thread-owned lock that it did not take. Handlers run on a thread of their own, which does "
            + "not own the lock: the release throws, and the exception ends the process.");

    public static readonly DiagnosticDescriptor CleanupMissedBySigterm = Suggestion(
        id: "PSAFE807", ExitAndSignal,
        "Cleanup is missed when SIGTERM ends the process",
        "'{0}' does not happen when SIGTERM ends the process: from .NET 10 on, the signal raises no ProcessExit. Register a handler of "
            + "SIGTERM too.",
        "A handler of ProcessExit does something that matters outside of the process. From .NET 10 on, SIGTERM ends a process without "
            + "raising ProcessExit and without running finally blocks, and SIGTERM is what services and containers are stopped with.");

    public static readonly DiagnosticDescriptor ExitHandlerTakesLock = Suggestion(
        id: "PSAFE808", ExitAndSignal,
        "Exit handler takes a lock",
        "'{0}' takes a lock that other code may hold when the process is to end: the handler stops until its holder lets go. Take the lock "
            + "with a bound, such as Monitor.TryEnter.",
        "An exit or signal handler takes a lock that other code takes too. The process does not end before the holder lets go.");

    public static readonly DiagnosticDescriptor LargeStaticData = Suggestion(
        id: "PSAFE901", Memory,
        "Every child process copies large static data",
        "'{0}' is {1} of static data, and every child process holds its own copy. Put it into a file and map that with MemoryMappedFile to "
            + "share one copy.",
        "A delegate that runs in another process, or a worker that the program starts of itself, reads large static data. .NET shares no "
            + "memory between processes: each child runs the initialiser again and holds a copy of its own.");

    public static readonly DiagnosticDescriptor ValueOfOneProcess = Warning(
        id: "PSAFE902", Memory,
        "Value of one process is written to shared memory",
        "'{0}' is {1}: another process that reads it has something else there, or nothing. Write an offset, a name or a number that all "
            + "processes agree on.",
        "An address, a handle, the id of a managed thread or a SpinLock that tracks its owner is written to memory that processes share. "
            + "Each process has its own, so the reader crashes, hits another object, or takes itself for the owner.");

    private static DiagnosticDescriptor Warning(string id, string category, string title, string message, string description) =>
        new(id, title, message, category, DiagnosticSeverity.Warning, isEnabledByDefault: true, description, DocsRoot + id + ".md");

    private static DiagnosticDescriptor Hidden(string id, string category, string title, string message, string description) =>
        new(id, title, message, category, DiagnosticSeverity.Hidden, isEnabledByDefault: true, description, DocsRoot + id + ".md");

    private static DiagnosticDescriptor Suggestion(string id, string category, string title, string message, string description) =>
        new(id, title, message, category, DiagnosticSeverity.Info, isEnabledByDefault: true, description, DocsRoot + id + ".md");
}

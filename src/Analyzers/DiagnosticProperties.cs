namespace ProcessSafety.Analyzers;

/// <summary>
/// Keys of <see cref="Microsoft.CodeAnalysis.Diagnostic.Properties"/>: what hands a finding over to its fix, which nothing else
/// reaches, and what a log says of a path.
/// </summary>
public static class DiagnosticProperties
{
    /// <summary>
    /// With the number of an additional location, from 1 on: the code at that step of the path, since a location has no text.
    /// </summary>
    public const string Step = nameof(Step);

    /// <summary>Documentation-comment id of the field or property that holds the collection (PSAFE201, PSAFE204).</summary>
    public const string Collection = nameof(Collection);

    /// <summary>Documentation-comment id of the field or property that holds the TaskCompletionSource (PSAFE207).</summary>
    public const string Completion = nameof(Completion);

    /// <summary>Name of the field or property that may be null (PSAFE208).</summary>
    public const string Unassigned = nameof(Unassigned);

    /// <summary>Present when finalizers alone run the place that the path ends at (PSAFE203, PSAFE205).</summary>
    public const string FinalizersOnly = nameof(FinalizersOnly);

    /// <summary>
    /// The spans of all waits that the place leads to, when they are in one file and finalizers alone come to them (PSAFE203).
    /// </summary>
    public const string Waits = nameof(Waits);

    /// <summary>
    /// Where the locks are taken that are held at the place, outermost first, as offsets into the file (PSAFE206).
    /// </summary>
    public const string Held = nameof(Held);

    /// <summary>Where the value begins that makes a SpinLock which keeps its owner, as an offset into the file (PSAFE902).</summary>
    public const string Creation = nameof(Creation);

    /// <summary>The name of a primitive, without the prefix that says its scope (PSAFE302).</summary>
    public const string BaseName = nameof(BaseName);

    /// <summary>The widest scope that a site of a name says, one of <see cref="Knowledge.NameScopes"/> (PSAFE302).</summary>
    public const string Scope = nameof(Scope);

    /// <summary>Present when a name is made of a path (PSAFE303).</summary>
    public const string Path = nameof(Path);

    /// <summary>
    /// Documentation-comment id of the static field or property that a child reads (PSAFE104, and PSAFE110 where an argument can bring its
    /// value), of the field that is locked (PSAFE304), or of the constant that holds a name (PSAFE302).
    /// </summary>
    public const string Member = nameof(Member);

    /// <summary>
    /// Present when code outside of the handler looks at what the handler cancels or sets, each time that it comes there (PSAFE805).
    /// </summary>
    public const string IsObserved = nameof(IsObserved);

    /// <summary>Where the delegate begins that runs in another process, as an offset into its file (1xx).</summary>
    public const string Delegate = nameof(Delegate);

    /// <summary>Metadata name of the attribute that keeps the member at the end of the path out of what is written (PSAFE106).</summary>
    public const string Ignore = nameof(Ignore);

    /// <summary>
    /// Present when the streams that are read late are redirected for certain, so that reading them earlier cannot
    /// throw (PSAFE701, PSAFE702).
    /// </summary>
    public const string Redirected = nameof(Redirected);

    /// <summary>Present when each late read reads its one stream to the end (PSAFE701).</summary>
    public const string Drained = nameof(Drained);

    /// <summary>
    /// Where the body calls the local function or lambda that the wait, read or write is in, as an offset into the file (PSAFE701,
    /// PSAFE702, PSAFE704); where it calls the method that does something to the process (PSAFE710, PSAFE712, PSAFE724).
    /// </summary>
    public const string Call = nameof(Call);

    /// <summary>Present when lines of the output come as events, so that a wait for the exit waits for their end too (PSAFE710).</summary>
    public const string ByEvents = nameof(ByEvents);

    /// <summary>Where the input is filled, as an offset into the file: the output should begin to be read before that (PSAFE701).</summary>
    public const string Write = nameof(Write);

    /// <summary>"Output" or "Error": the stream that a call of Begin…ReadLine would read (PSAFE703).</summary>
    public const string Stream = nameof(Stream);

    /// <summary>Present when the input stays open, and is not used once the wait is over (PSAFE704).</summary>
    public const string Input = nameof(Input);

    /// <summary>Where the last use of the input before the wait begins, as an offset into the file (PSAFE704).</summary>
    public const string LastUse = nameof(LastUse);

    /// <summary>Name of the local that holds the writer around the input, which has to be closed in its place (PSAFE704).</summary>
    public const string Writer = nameof(Writer);

    /// <summary>Where the last handler of the stream is attached behind the start, as an offset into the file (PSAFE703).</summary>
    public const string Handler = nameof(Handler);

    /// <summary>Present when nothing names the redirected stream or its event, and its start info is of one start (PSAFE703).</summary>
    public const string Unnamed = nameof(Unnamed);

    /// <summary>
    /// Where the starts of processes begin that a setting is meant for, as offsets into the file, when all their settings are known
    /// (PSAFE601, PSAFE602); where the child starts that gets the pipe, when no other does (PSAFE706, PSAFE707); where the process starts
    /// whose streams nothing touches before the place (PSAFE701, PSAFE704).
    /// </summary>
    public const string Starts = nameof(Starts);

    /// <summary>
    /// Where the calls or assignments begin that give the setting back its value, as offsets into the file (PSAFE601, PSAFE602).
    /// </summary>
    public const string Restores = nameof(Restores);

    /// <summary>Present when the start has to be told not to use the shell, which it does by default (PSAFE601).</summary>
    public const string Shell = nameof(Shell);

    /// <summary>Where the statement begins that tells a child from its parent, as an offset into the file (PSAFE402).</summary>
    public const string Branch = nameof(Branch);

    /// <summary>Where the parent continues from there: After, WhenTrue, WhenFalse or Unknown (PSAFE110, PSAFE402).</summary>
    public const string Side = nameof(Side);

    /// <summary>Name of the parameter with the arguments of the process, where the branch is (PSAFE110).</summary>
    public const string Arguments = nameof(Arguments);

    /// <summary>
    /// Where the call begins that takes the mutex, as an offset into the file, when it is the only one in the body and so is the release
    /// that is reported (PSAFE305).
    /// </summary>
    public const string Taking = nameof(Taking);

    /// <summary>PSAFE307: there when the code waits for the mutex already.</summary>
    public const string Waited = nameof(Waited);

    /// <summary>
    /// Present when nothing but the handler runs the code at the end of the path, so that it may do there what no other caller should get
    /// (PSAFE801, PSAFE802, PSAFE803, PSAFE806, PSAFE808).
    /// </summary>
    public const string HandlerOnly = nameof(HandlerOnly);

    /// <summary>Present when the place runs once at most in a process, as all its callers show (PSAFE804).</summary>
    public const string RunsOnce = nameof(RunsOnce);

    /// <summary>
    /// Present when it is fork itself that is called, once at most, in a program that calls nothing by which a child becomes another
    /// program (PSAFE501).
    /// </summary>
    public const string PlainFork = nameof(PlainFork);

    /// <summary>Where the handler is subscribed, as an offset into the file of the handler, when that is the same (PSAFE807).</summary>
    public const string Subscription = nameof(Subscription);

    /// <summary>Name of the local or field that holds the mutex, when nothing uses it after the launch (PSAFE404).</summary>
    public const string Mutex = nameof(Mutex);

    /// <summary>Where the guard is made that is lost: in Main, or in a method that returns before the program ends (PSAFE306).</summary>
    public const string Guard = nameof(Guard);

    /// <summary>
    /// Present when the program restarts itself: what it holds to its end keeps the new process away (PSAFE306), and a crash of that
    /// starts the next one (PSAFE401).
    /// </summary>
    public const string Restarts = nameof(Restarts);

    public const string InMain = nameof(InMain);

    public const string InMethod = nameof(InMethod);

    /// <summary>The call that does the same as all of the plumbing, without its await (PSAFE720).</summary>
    public const string Run = nameof(Run);

    /// <summary>What follows the awaited call, such as `.ConfigureAwait(false)`; null where nothing is awaited (PSAFE720).</summary>
    public const string Awaited = nameof(Awaited);

    /// <summary>The spans of the statements that the call makes superfluous, in the file (PSAFE720).</summary>
    public const string Removed = nameof(Removed);

    /// <summary>The spans of the expressions that are the whole output (PSAFE720).</summary>
    public const string Outputs = nameof(Outputs);

    /// <summary>The spans of the expressions that are all errors (PSAFE720).</summary>
    public const string Errors = nameof(Errors);

    /// <summary>The spans of the expressions that are the exit code (PSAFE720).</summary>
    public const string Codes = nameof(Codes);

    /// <summary>What a read gives at the end of a channel: `null`, `0` or `-1` (PSAFE731).</summary>
    public const string End = nameof(End);

    /// <summary>How the other side spells the name of a pipe, or the host (PSAFE733).</summary>
    public const string Spelling = nameof(Spelling);

    /// <summary>
    /// Which form of the hazard it is: Flush, Lost, Order or End (PSAFE735); Part, Open, OpenAndPart or Many (PSAFE736).
    /// </summary>
    public const string Form = nameof(Form);
}

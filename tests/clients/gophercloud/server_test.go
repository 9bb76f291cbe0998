// A heat-reference of the tests' own, and gophercloud's clients for it.
package gophercloud_test

import (
	"fmt"
	"io/ioutil"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack"
	"gopkg.in/yaml.v2"
)

// What the server writes for clients, by the name of the cloud.
var clouds struct {
	Clouds map[string]struct {
		Auth struct {
			AuthURL     string `yaml:"auth_url"`
			Username    string `yaml:"username"`
			Password    string `yaml:"password"`
			ProjectName string `yaml:"project_name"`
			Domain      string `yaml:"user_domain_name"`
		} `yaml:"auth"`
	} `yaml:"clouds"`
}

func TestMain(m *testing.M) {
	code, err := withServer(m.Run)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// withServer runs something beside a server, which has to end well.
func withServer(run func() int) (int, error) {
	folder, err := ioutil.TempDir("", "gophercloud")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(folder)
	config := filepath.Join(folder, "config.yaml")
	text := "enable_stack_abandon: true\nenable_stack_adopt: true\n"
	if err := ioutil.WriteFile(config, []byte(text), 0o600); err != nil {
		return 1, err
	}
	file := filepath.Join(folder, "clouds.yaml")
	server := exec.Command(
		os.Getenv("HEAT_REFERENCE"), "serve",
		"--listen", "127.0.0.1:0", "--identity-listen", "127.0.0.1:0",
		"--clouds-yaml", file, "--config", config,
	)
	if err := server.Start(); err != nil {
		return 1, err
	}
	code := 1
	err = readClouds(file)
	if err == nil {
		code = run()
	}
	if ended := server.Process.Signal(syscall.SIGTERM); ended != nil {
		return 1, ended
	}
	if ended := server.Wait(); ended != nil {
		return 1, ended
	}
	return code, err
}

// readClouds waits for the file, which the server writes when it is ready.
func readClouds(file string) error {
	deadline := time.Now().Add(10 * time.Second)
	for {
		text, err := ioutil.ReadFile(file)
		if err == nil {
			return yaml.Unmarshal(text, &clouds)
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("the server did not start: %w", err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// heat is a client for the orchestration service, as a user of clouds.yaml.
func heat(t *testing.T, name string) *gophercloud.ServiceClient {
	t.Helper()
	cloud, known := clouds.Clouds[name]
	if !known {
		t.Fatalf("there is no cloud %s in %v", name, clouds)
	}
	provider, err := openstack.AuthenticatedClient(gophercloud.AuthOptions{
		IdentityEndpoint: cloud.Auth.AuthURL,
		Username:         cloud.Auth.Username,
		Password:         cloud.Auth.Password,
		TenantName:       cloud.Auth.ProjectName,
		DomainName:       "Default",
	})
	check(t, err)
	client, err := openstack.NewOrchestrationV1(provider, gophercloud.EndpointOpts{
		Region: "RegionOne",
	})
	check(t, err)
	return client
}

// check ends the test at an error.
func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%T: %v", err, err)
	}
}

// equal compares two values.
func equal(t *testing.T, what string, got, want interface{}) {
	t.Helper()
	if fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
		t.Errorf("%s is %#v, not %#v", what, got, want)
	}
}
